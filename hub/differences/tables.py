"""Two tables as a table: the cells that changed, and rows and columns that came and went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hub.differences import words
from hub.differences.alignment import CHANGED, GONE, NEW, Pair, pairs
from hub.differences.marks import added, changed, removed, visible
from hub.differences.sequences import Budget

_SETTINGS = {
    "table_header_choice": "表头",
    "first_row_is_table_header": "表头",
    "first_col_is_header": "表头",
    "mergeCells": "合并单元格",
    "cell": "单元格格式",
}


_WIDE = 4  # columns that a phone shows side by side


class Line(NamedTuple):
    """A row that is shown."""

    number: int
    word: str
    cells: list[SafeString]


def render(
    columns: Iterable[SafeString], lines: list[Line | None], caption: Any = "", notes: Iterable[str] = ()
) -> SafeString:
    """None stands for a row that is as it was: several after one another become one line."""
    columns = list(columns)
    context = {
        "columns": columns,
        "width": len(columns) + 1,
        "lines": list(_with_gaps(lines)),
        "caption": caption,
        "notes": notes,
    }
    return render_to_string("differences/table.html", context)


def _with_gaps(lines: list[Line | None]) -> Iterator[Line | int]:
    same = 0
    for line in lines:
        if line is None:
            same += 1
            continue
        if same:
            yield same
        same = 0
        yield line
    if same:
        yield same


class Grid:
    """What is in a table block: texts in rows of one length."""

    def __init__(self, value: dict[str, Any] | None) -> None:
        self.value = value or {}
        data = self.value.get("data") or []
        self.width = max((len(row) for row in data), default=0)
        self.rows = [[_text(cell) for cell in row] + [""] * (self.width - len(row)) for row in data]
        self.has_head = bool(self.rows) and (
            bool(self.value.get("first_row_is_table_header"))
            or self.value.get("table_header_choice") in ("row", "both")
        )

    def column(self, place: int) -> tuple[str, ...]:
        return tuple(row[place] for row in self.rows)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def difference(old: dict[str, Any] | None, new: dict[str, Any] | None, budget: Budget) -> SafeString:
    """Of two values of a table block; None where there is no table."""
    before, after = Grid(old), Grid(new)
    columns = _columns(before, after, budget)
    rows = _rows(before, after, columns, budget)
    head = before.has_head or after.has_head
    is_whole = not before.rows or not after.rows  # then every column came or went, which goes without saying
    heading: Pair = rows.pop(0) if head else (None, None)
    if head and None in heading and rows:  # the heads have nothing in common: they are heads all the same
        heading, rows = _heads(before, after, heading, rows)
    columns_shown = [
        _head(before, after, heading, pair, place, budget, is_whole=is_whole, head=head)
        for place, pair in enumerate(columns)
    ]
    lines = [_line(before, after, pair, columns, budget) for pair in rows]
    kept = _kept(before, after, heading, rows, columns)
    columns_shown = [columns_shown[place] for place in kept]
    lines = [line and line._replace(cells=[line.cells[place] for place in kept]) for line in lines]
    was, becomes = (_text(grid.value.get("table_caption")) for grid in (before, after))
    caption = visible(becomes) if was == becomes else words.difference(was, becomes, budget)
    notes = [f"{name}有变化" for name in _settings(old, new)]
    if len(kept) < len(columns):
        notes.append(f"另有 {len(columns) - len(kept)} 列没有变化，没有列出")
    return render(columns_shown, lines, caption, notes)


def _kept(before: Grid, after: Grid, heading: Pair, rows: list[Pair], columns: list[Pair]) -> list[int]:
    """Of a wide table in which only cells changed: the first column, which says what a row is about, and theirs."""
    if len(columns) <= _WIDE or any(None in pair for pair in [*rows, *columns]):
        return list(range(len(columns)))
    changed_ones = {
        place
        for place, (old, new) in enumerate(columns)
        if any(_cell(before, was, old) != _cell(after, becomes, new) for was, becomes in [heading, *rows])
    }
    return sorted({0} | changed_ones)


def _heads(before: Grid, after: Grid, heading: Pair, rows: list[Pair]) -> tuple[Pair, list[Pair]]:
    other = next((pair for pair in rows if pair in ((0, None), (None, 0))), None)
    if other is None:
        return heading, rows
    joined = (0, 0)
    return joined, [pair for pair in rows if pair != other]


def _columns(before: Grid, after: Grid, budget: Budget) -> list[Pair]:
    """By all their cells, else by what stands above, else in their order."""
    keys = [[(grid.column(place), grid.rows[0][place]) for place in range(grid.width)] for grid in (before, after)]
    return pairs(keys[0], keys[1], budget)


def _rows(before: Grid, after: Grid, columns: list[Pair], budget: Budget) -> list[Pair]:
    """By all cells of the columns that both have, else by the first of them, else in their order if a cell is equal."""
    shared = [(old, new) for old, new in columns if old is not None and new is not None]
    olds = [tuple(row[old] for old, _new in shared) for row in before.rows]
    news = [tuple(row[new] for _old, new in shared) for row in after.rows]

    def alike(old: int, new: int) -> bool:
        is_narrow = len(shared) <= 1
        return is_narrow or any(a == b and a for a, b in zip(olds[old], news[new], strict=True)) or not any(olds[old])

    return pairs([(row, row[:1]) for row in olds], [(row, row[:1]) for row in news], budget, alike)


def _cell(grid: Grid, row: int | None, column: int | None) -> str:
    return "" if row is None or column is None else grid.rows[row][column]


def _head(
    before: Grid, after: Grid, row: Pair, column: Pair, place: int, budget: Budget, *, is_whole: bool, head: bool
) -> SafeString:
    if head:
        shown = _difference(_cell(before, row[0], column[0]), _cell(after, row[1], column[1]), budget)
    else:
        shown = visible(f"第 {place + 1} 列")
    if is_whole or None not in column:
        return shown
    return shown + (added(visible("（新增列）")) if column[0] is None else removed(visible("（删除列）")))


def _line(before: Grid, after: Grid, row: Pair, columns: list[Pair], budget: Budget) -> Line | None:
    cells = [(_cell(before, row[0], old), _cell(after, row[1], new)) for old, new in columns]
    word = NEW if row[0] is None else GONE if row[1] is None else CHANGED
    if word == CHANGED and all(old == new for old, new in cells):
        return None
    number = row[1] if row[1] is not None else row[0]
    return Line((number or 0) + 1, word, [_difference(old, new, budget) for old, new in cells])


def _difference(old: str, new: str, budget: Budget) -> SafeString:
    if old == new:
        return visible(new)
    return words.difference(old, new, budget) if old and new else changed(old, new)


def _settings(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[str]:
    if old is None or new is None:
        return []
    names = [*new, *(name for name in old if name not in new)]
    found = [
        _SETTINGS.get(name, name)
        for name in names
        if name not in ("data", "table_caption") and (old.get(name) or None) != (new.get(name) or None)
    ]
    return list(dict.fromkeys(found))
