"""OFD, the national format for fixed pages (GB/T 33190-2016): an archive of XML, whose text stands in TextCode."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from search.extraction.layout import flowing


def lines(file: IO[bytes]) -> Iterator[str]:
    """Page by page, in the order of each document."""
    with zipfile.ZipFile(file) as archive:
        for document in _locations(archive, "OFD.xml", "DocRoot"):
            for page in _locations(archive, document, "Page"):
                yield flowing("\n".join(_texts(_root(archive, page))))


def _locations(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[str]:
    """The parts that the elements `name` of `part` lead to: relative to it, or from the top."""
    for element in _named(_root(archive, part), name):
        place = (element.get("BaseLoc") or element.text or "").strip()
        if place:
            yield posixpath.normpath(posixpath.join("/", posixpath.dirname(part), place)).lstrip("/")


def _root(archive: zipfile.ZipFile, part: str) -> Element:
    root: Element = fromstring(archive.read(part))
    return root


def _named(root: Element, name: str) -> Iterator[Element]:
    return (each for each in root.iter() if each.tag.rpartition("}")[2] == name)


def _texts(page: Element) -> Iterator[str]:
    for line in _named(page, "TextObject"):
        yield "".join(code.text or "" for code in _named(line, "TextCode"))
