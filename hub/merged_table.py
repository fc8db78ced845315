"""Tables whose headings take several rows or columns, as official forms have them: what each cell is read under.

A cell is a heading by its class, which Wagtail's table keeps with the cell. With merged cells `scope` alone does not
say what a figure belongs to, so that every cell names its headings (WCAG 2.2, 1.3.1; technique H43).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

COLUMN_HEADING, ROW_HEADING = "column-heading", "row-heading"
# What the system fills in; the editor's form does not let it be changed.
LOCKED = "locked"
HEADINGS = frozenset({COLUMN_HEADING, ROW_HEADING})


@dataclass
class MergedCell:
    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    classes: frozenset[str] = frozenset()
    headings: list[MergedCell] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return bool(self.classes & HEADINGS)

    @property
    def scope(self) -> str:
        if COLUMN_HEADING in self.classes:
            return "colgroup" if self.colspan > 1 else "col"
        return "rowgroup" if self.rowspan > 1 else "row"

    @property
    def place(self) -> str:
        return f"{self.row}-{self.column}"

    @property
    def class_names(self) -> str:
        return " ".join(sorted(self.classes))


Cells = dict[tuple[int, int], MergedCell]


def is_merged(value: dict[str, Any]) -> bool:
    """Whether a stored table says of its cells which are headings."""
    return any(HEADINGS & classes_of(meta) for meta in value.get("cell") or [])


def parts_of(value: dict[str, Any]) -> tuple[list[list[MergedCell]], list[list[MergedCell]]]:
    """Rows of the head, the first ones of nothing but column headings, and of the body."""
    covering = _covering(value)
    cells = list({id(cell): cell for cell in covering.values()}.values())
    for cell in cells:
        if COLUMN_HEADING not in cell.classes:
            cell.headings = _headings(cell, covering)
    height = len(value.get("data") or [])
    rows = [[cell for cell in cells if cell.row == row] for row in range(height)]
    length = 0
    while length < height and all(_is_column_heading(covering, length, column) for column in _columns(value)):
        length += 1
    return rows[:length], rows[length:]


def classes_of(meta: dict[str, Any]) -> frozenset[str]:
    """Of a cell, as the table stores it."""
    return frozenset((meta.get("className") or "").split())


def _columns(value: dict[str, Any]) -> range:
    return range(len(value["data"][0]))


def _covering(value: dict[str, Any]) -> Cells:
    """The cell that covers each place; a merged cell covers several. Overlapping merges count as the first of them."""
    data: list[list[Any]] = value.get("data") or []
    classes = {(meta["row"], meta["col"]): classes_of(meta) for meta in value.get("cell") or []}
    spans = {(merge["row"], merge["col"]): merge for merge in value.get("mergeCells") or []}
    found: Cells = {}
    for row, texts in enumerate(data):
        for column, text in enumerate(texts):
            if (row, column) in found:
                continue
            span = spans.get((row, column), {"rowspan": 1, "colspan": 1})
            shown = "" if text is None else str(text)
            rowspan = min(span["rowspan"], len(data) - row)
            colspan = min(span["colspan"], len(texts) - column)
            cell = MergedCell(shown, row, column, rowspan, colspan, classes.get((row, column), frozenset()))
            for below in range(rowspan):
                for beside in range(colspan):
                    found.setdefault((row + below, column + beside), cell)
    return found


def _is_column_heading(covering: Cells, row: int, column: int) -> bool:
    return (row, column) in covering and COLUMN_HEADING in covering[row, column].classes


def _headings(cell: MergedCell, covering: Cells) -> list[MergedCell]:
    """The nearest block of column headings above, outermost first, and the row headings on the left."""
    found: dict[int, MergedCell] = {}
    for column in range(cell.column, cell.column + cell.colspan):
        row = cell.row - 1
        while row >= 0 and not _is_column_heading(covering, row, column):
            row -= 1
        above = []
        while row >= 0 and _is_column_heading(covering, row, column):
            above.append(covering[row, column])
            row -= 1
        found |= {id(each): each for each in reversed(above)}
    for row in range(cell.row, cell.row + cell.rowspan):
        for column in range(cell.column):
            if ROW_HEADING in covering[row, column].classes:
                found[id(covering[row, column])] = covering[row, column]
    return list(found.values())
