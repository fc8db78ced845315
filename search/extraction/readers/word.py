"""Word documents since 2007: body, footnotes and endnotes. Comments and deleted text are not for the public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package

from search.extraction.readers.paragraphs import paragraphs

_NOTES = ("/footnotes.xml", "/endnotes.xml")


def lines(file: IO[bytes]) -> Iterator[str]:
    package = Package.open(file)
    main = package.main_document_part
    yield from paragraphs(_root(main))
    for part in package.iter_parts():
        if str(part.partname).endswith(_NOTES):
            yield from paragraphs(_root(part))


def _root(part: Part):
    """Parsed by python-docx's parser, which resolves no entities."""
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)
