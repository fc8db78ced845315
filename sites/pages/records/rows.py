"""Records as rows of text: for downloads, and for whatever else reads them by machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlock

from sites.pages.records.blocks import RecordBlocks
from sites.pages.records.record import RecordBlock, Row

# After the columns of the kind: from which document the row is.
ORIGIN = ("标题", "索引号", "网址")


def kinds_of(page: Any) -> dict[str, str]:
    """The kinds of records of a page, in their order, with their names."""
    return {child.block_type: str(child.block.label) for child in page.records}


def headers_of(kind: str) -> Row:
    """The columns of a kind.

    Raises:
        KeyError: there is no such kind.
    """
    return [*_block(kind).columns, *ORIGIN]


def rows_of(page: Any, kind: str) -> tuple[Row, list[Row]]:
    """Headers, and a row for each row of the page's records of that kind; no query but that of the page's URL.

    Cells are as they are: who writes them into a table for a spreadsheet makes them harmless.

    Raises:
        KeyError: there is no such kind.
    """
    headers, rows = headers_of(kind), list(_rows(page, kind))
    origin = [page.title, page.index_number, page.full_url or ""] if rows else []
    return headers, [[*row, *origin] for row in rows]


def _rows(page: Any, kind: str) -> Iterator[Row]:
    for child in page.records:
        if child.block_type == kind:
            yield from child.block.rows(child.value)


_STREAM: StreamBlock = RecordBlocks()


def _block(kind: str) -> RecordBlock:
    return _STREAM.child_blocks[kind]


def are_complete(page: Any) -> bool:
    """Whether the records pass the rules of their forms: a draft is stored before they do."""
    try:
        _STREAM.clean(page.records)
    except ValidationError:
        return False
    return True


def text_of(page: Any) -> str:
    """All words and figures of the records, a line each row: what checks read."""
    return "\n".join(" ".join(row) for child in page.records for row in child.block.rows(child.value))
