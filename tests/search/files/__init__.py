"""Small files of each format, made while tests run: `make(ending, *lines)` gives the bytes of one with these lines."""

from __future__ import annotations

from collections.abc import Callable

from tests.search.files import office, old_office, others

MAKERS: dict[str, Callable[..., bytes]] = {
    "docx": office.docx,
    "xlsx": office.xlsx,
    "pptx": office.pptx,
    "pdf": others.pdf,
    "doc": old_office.doc,
    "wps": old_office.doc,
    "xls": old_office.xls,
    "et": old_office.xls,
    "ppt": old_office.ppt,
    "ofd": others.ofd,
    "txt": others.txt,
    "csv": others.csv,
}


def make(ending: str, *lines: str) -> bytes:
    return MAKERS[ending](*lines)
