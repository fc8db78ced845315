"""A catalogue in a file of rows and columns, as a source for `sites.importing`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from opencat.document_numbers import compare_key, normalised
from opencat.importing.catalogue_row import read_row
from opencat.importing.headers import LABELS, Mapping, MappingFile, read_headings, recognised
from opencat.importing.opening import open_table
from opencat.importing.places import Places
from opencat.importing.tables import BadCell, Cell, Table
from opencat.importing.workbook import Workbook
from sites.importing.fields import Problem, read_text
from sites.importing.files import BadFile
from sites.importing.lines import visible
from sites.importing.rows import Row, RowRefused
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage

# Above the headings there may be a title and a few lines of explanation.
HEADINGS_WITHIN = 10
LONGEST_CELL = 1_000_000
LONGEST_INDEX_NUMBER = ArticlePage._meta.get_field("index_number").max_length


@dataclass(frozen=True)
class Record:
    """One row as it stands in the file."""

    line: int
    cells: list[Cell]


@dataclass(frozen=True)
class Survey:
    table: Table
    header: int
    mapping: Mapping
    count: int
    all_numbered: bool


class CatalogueFile:
    """For one run: it remembers the index numbers that it has passed."""

    def __init__(
        self,
        path: Path,
        column: ColumnPage,
        *,
        name: str = "",
        sheet: str = "",
        mapping_file: MappingFile | None = None,
    ) -> None:
        self.path, self.column, self.sheet = path, column, sheet
        self.name = name or path.name
        self.mapping_file = mapping_file or MappingFile()
        self.places = Places(column)
        self._lines_of_numbers: dict[str, int] = {}

    @cached_property
    def surveyed(self) -> Survey:
        """The whole file read once.

        Raises:
            BadFile: it cannot be imported.
        """
        table = open_table(self.path, self.sheet)
        header, mapping = self._headings(table)
        if isinstance(table, Workbook):
            table.require_unmerged(header)
        position = mapping.positions.get("index_number")
        count = numbered = 0
        for _line, cells in self._below(table, header):
            count += 1
            numbered += position is not None and bool(_at(cells, position))
        if not count:
            raise BadFile("表头下面没有数据。")
        return Survey(table, header, mapping, count, numbered == count)

    def survey(self) -> int:
        return self.surveyed.count

    def notices(self) -> tuple[int, list[str]]:
        return self.surveyed.header, self.surveyed.mapping.notices

    @property
    def mapping(self) -> Mapping:
        return self.surveyed.mapping

    def records(self) -> Iterator[tuple[int, Record]]:
        """Rows with an index number before those without: a number that is given by rule must not be one of theirs."""
        survey = self.surveyed
        position = survey.mapping.positions.get("index_number")
        if position is None or survey.all_numbered:
            yield from self._records(survey)
            return
        for wanted in (True, False):
            for line, record in self._records(survey):
                if bool(_at(record.cells, position)) is wanted:
                    yield line, record

    def _records(self, survey: Survey) -> Iterator[tuple[int, Record]]:
        for line, cells in self._below(survey.table, survey.header):
            yield line, Record(line, cells)

    def _headings(self, table: Table) -> tuple[int, Mapping]:
        first = [(line, [_heading(cell) for cell in cells]) for line, cells in islice(table.rows(), HEADINGS_WITHIN)]
        if not first:
            raise BadFile("文件里没有数据。")
        line, headings = max(first, key=lambda row: (recognised(row[1], self.mapping_file), -row[0]))
        return line, read_headings(headings, self.mapping_file)

    def _below(self, table: Table, header: int) -> Iterator[tuple[int, list[Cell]]]:
        for line, cells in table.rows():
            if line > header:
                yield line, cells

    def decode(self, record: Record) -> dict[str, Any]:
        """The texts of the row by field, and how the row is known again."""
        data: dict[str, Any] = {}
        problems = []
        for name, position in self.mapping.positions.items():
            cell = _at(record.cells, position)
            if isinstance(cell, BadCell):
                problems.append(Problem(name, f"“{self.mapping.heading(name)}”{cell.message}"))
            elif len(cell) > LONGEST_CELL:
                message = f"“{self.mapping.heading(name)}”过长：{len(cell)} 个字，最多 {LONGEST_CELL} 个字。"
                problems.append(Problem(name, message))
            elif cell.strip():
                text = visible(cell).strip() if name == "body" else read_text(cell)
                data[name] = self.mapping_file.values.get(name, {}).get(text, text)
        if "document_number" in data:
            data["document_number"] = normalised(data["document_number"])
        if len(data.get("index_number", "")) > LONGEST_INDEX_NUMBER:
            length = len(data["index_number"])
            problems.append(Problem("index_number", f"索引号过长：{length} 个字，最多 {LONGEST_INDEX_NUMBER} 个字。"))
        if problems:
            raise RowRefused(problems, str(data.get("external_id", ""))[:40])
        data["external_id"] = self._identity(data)
        self._require_new_number(data, record.line)
        return data

    def _identity(self, data: dict[str, Any]) -> str:
        """What tells that a later row is the same document: the first of these that the row has."""
        if given := data.get("external_id"):
            return str(given)
        if number := data.get("index_number"):
            return f"index:{number}"
        if number := data.get("document_number"):
            key = f"{self.column.unit.code}:{compare_key(number)}"
            return f"number:{key}" if len(key) < 80 else f"number:{hashlib.sha256(key.encode()).hexdigest()[:40]}"
        message = "这一行没有外部编号、索引号和文号，分不清是哪份文件，至少填一个。"
        raise RowRefused([Problem("index_number", message)])

    def _require_new_number(self, data: dict[str, Any], line: int) -> None:
        number = data.get("index_number")
        first = self._lines_of_numbers.setdefault(number, line) if number else line
        if first != line:
            message = f"索引号 {number} 与第 {first} 行重复，只处理前一行。"
            raise RowRefused([Problem("index_number", message)], data["external_id"])

    def read(self, data: dict[str, Any]) -> Row:
        return read_row(data, self.places)

    def label(self, field: str) -> str:
        """What people call a field: its heading in the file, else our name for it."""
        return self.mapping.heading(field) if field in LABELS else field


def _at(cells: list[Cell], position: int) -> Cell:
    return cells[position] if position < len(cells) else ""


def _heading(cell: Cell) -> str:
    return read_text(cell) if isinstance(cell, str) else ""
