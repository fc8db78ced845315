"""What a table of official figures is made of: headings that stay, places for figures, and its stored form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.merged_table import COLUMN_HEADING, LOCKED, ROW_HEADING

FIGURE = "htRight"


class LayoutChanged(ValueError):
    """A stored table has other rows, columns or headings than its form."""


@dataclass(frozen=True)
class Heading:
    text: str
    kind: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Figure:
    """A place for a figure. `name` is what messages call it; `columns` how many it covers."""

    key: str
    name: str
    columns: int = 1


@dataclass
class Layout:
    """A table; `cells` by row and column, for merged cells the first of their places."""

    caption: str
    height: int = 0
    width: int = 0
    cells: dict[tuple[int, int], Heading | Figure] = field(default_factory=dict)

    def heading(self, row: int, column: int, text: str, kind: str, rows: int = 1, columns: int = 1) -> None:
        self.cells[row, column] = Heading(text, kind, rows, columns)
        self._cover(row + rows, column + columns)

    def above(self, row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> None:
        self.heading(row, column, text, COLUMN_HEADING, rows, columns)

    def beside(self, row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> None:
        self.heading(row, column, text, ROW_HEADING, rows, columns)

    def figure(self, row: int, column: int, key: str, name: str, columns: int = 1) -> None:
        self.cells[row, column] = Figure(key, name, columns)
        self._cover(row + 1, column + columns)

    def _cover(self, height: int, width: int) -> None:
        self.height, self.width = max(self.height, height), max(self.width, width)

    @property
    def names(self) -> dict[str, str]:
        """What each figure is called, by its key, in the order of the table."""
        return {cell.key: cell.name for _place, cell in sorted(self._figures())}

    def _figures(self) -> list[tuple[tuple[int, int], Figure]]:
        return [(place, cell) for place, cell in self.cells.items() if isinstance(cell, Figure)]

    def stored(self, figures: Mapping[str, str], locked: Collection[str] = ()) -> dict[str, Any]:
        """The table as the page stores it; figures in `locked` are not changed by hand."""
        data = [[""] * self.width for _row in range(self.height)]
        meta: list[dict[str, Any]] = []
        merged: list[dict[str, int]] = []
        for (row, column), cell in sorted(self.cells.items(), key=lambda item: item[0]):
            rows = cell.rows if isinstance(cell, Heading) else 1
            if isinstance(cell, Heading):
                data[row][column], classes = cell.text, cell.kind
            else:
                data[row][column] = figures.get(cell.key, "")
                classes = f"{FIGURE} {LOCKED}" if cell.key in locked else FIGURE
            meta.append({"row": row, "col": column, "className": classes})
            if rows > 1 or cell.columns > 1:
                merged.append({"row": row, "col": column, "rowspan": rows, "colspan": cell.columns})
                meta += _hidden(row, column, rows, cell.columns)
        return {
            "data": data,
            "cell": meta,
            "mergeCells": merged,
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
            "table_caption": self.caption,
        }

    def read(self, value: Mapping[str, Any]) -> dict[str, str]:
        """The texts of the figures in a stored table, by their keys.

        Raises:
            LayoutChanged: it is not this table any more.
        """
        data = value.get("data") or []
        if len(data) != self.height or any(len(row) != self.width for row in data):
            raise LayoutChanged(self.caption)
        figures = {}
        for (row, column), cell in self.cells.items():
            text = str(data[row][column] or "").strip()
            if isinstance(cell, Figure):
                figures[cell.key] = text
            elif text != cell.text:
                raise LayoutChanged(self.caption)
        return figures


def _hidden(row: int, column: int, rows: int, columns: int) -> list[dict[str, Any]]:
    """The places that a merged cell covers beside its own."""
    places = [(row + down, column + right) for down in range(rows) for right in range(columns)]
    return [{"row": each[0], "col": each[1], "hidden": True} for each in places[1:]]
