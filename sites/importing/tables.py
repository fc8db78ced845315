"""Tables: the value that Wagtail's TableBlock stores. Pure."""

from __future__ import annotations

import re
from typing import Any

from sites.importing.inline import to_plain

_BAR = re.compile(r"(?<!\\)\|")


def table_value(lines: list[str]) -> dict[str, Any]:
    """A table from the lines of a Markdown table without its separator; the first is the header."""
    return filled([cells(line) for line in lines])


def cells(line: str) -> list[str]:
    """The plain text of a row's cells: our tables hold no markup."""
    inner = line.strip().removeprefix("|")
    if re.search(r"(?<!\\)\|$", inner):
        inner = inner[:-1]
    return [to_plain(cell.strip()) for cell in _BAR.split(inner)]


def filled(rows: list[list[str]], *, header: bool = True, caption: str = "") -> dict[str, Any]:
    """The stored form of rows of any length, short ones filled up."""
    width = max((len(row) for row in rows), default=0)
    return {
        "data": [row + [""] * (width - len(row)) for row in rows],
        "first_row_is_table_header": header,
        "first_col_is_header": False,
        "table_header_choice": "row" if header else "neither",
        "table_caption": caption,
        "cell": [],
        "mergeCells": [],
    }
