"""The report of an import as a table for a spreadsheet, beside the JSON lines."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from hub.spreadsheets import BOM, harmless
from sites.importing.fields import Problem
from sites.importing.report import ERROR, Report

HEADINGS = ("级别", "行", "列", "问题", "外部编号")


@dataclass
class TableReport(Report):
    """Writes each problem to `table` as well, fields named by `label`; keeps the first `kept`."""

    table: IO[str] | None = None
    label: Callable[[str], str] = str
    kept: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.table is not None:
            self.table.write(BOM)
            csv.writer(self.table).writerow(HEADINGS)

    def _write(self, level: str, line: int, external_id: str, problems: list[Problem]) -> None:
        super()._write(level, line, external_id, problems)
        word = "错误" if level == ERROR else "提示"
        for problem in problems:
            row = (word, line, self.label(problem.field), problem.message, external_id)
            if len(self.problems) < self.kept:
                self.problems.append(dict(zip(("level", "line", "field", "message"), row, strict=False)))
            if self.table is not None:
                csv.writer(self.table).writerow([harmless(str(cell)) for cell in row])
        if self.table is not None:
            self.table.flush()
