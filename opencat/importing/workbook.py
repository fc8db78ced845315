"""XLSX, as another process has read it: a workbook comes from outside."""

from __future__ import annotations

import json
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hub.confinement.process import Ended, run
from opencat.importing.tables import DAMAGED, BadCell, Cell
from sites.importing.files import BadFile

PROGRAM = "opencat.importing.workbook_reader"
WALL = 120  # seconds
TOO_COMPLEX = "工作簿太复杂，读取超过了时间或内存的上限，不能导入。请拆分，或另存为 CSV。"
_SHOWN = 5


class Workbook:
    """The first sheet, or the one that is named.

    Raises:
        BadFile: no workbook, no such sheet, or more than a catalogue can be.
    """

    def __init__(self, path: Path, sheet: str = "") -> None:
        self._answer = tempfile.TemporaryFile()  # noqa: SIM115 - rows are asked for again
        weakref.finalize(self, self._answer.close)
        with path.open("rb") as file, run(PROGRAM, sheet, file=file, wall=WALL) as ended:
            _require_success(ended)
            shutil.copyfileobj(ended.answer, self._answer)
        first = next(self._lines(), None)
        if not isinstance(first, dict):
            raise BadFile(DAMAGED)
        self.label = str(first["label"])
        self._merged: list[tuple[int, int, str]] = first["merged"]

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        lines = self._lines()
        next(lines)
        for number, cells in lines:
            yield number, [cell if isinstance(cell, str) else BadCell(cell["bad"]) for cell in cells]

    def require_unmerged(self, header: int) -> None:
        """Raises:
        BadFile: cells at or below the header row are merged: which value the others have cannot be told.
        """
        below = [where for _top, bottom, where in self._merged if bottom >= header]
        if below:
            more = f" 等 {len(below)} 处" if len(below) > _SHOWN else ""
            raise BadFile(f"有合并的单元格：{'、'.join(below[:_SHOWN])}{more}。请取消合并，把每一行都填完整，再导入。")

    def _lines(self) -> Iterator[Any]:
        """Several may be under way at once, so each remembers its own place."""
        place = 0
        while True:
            self._answer.seek(place)
            line = self._answer.readline()
            place = self._answer.tell()
            if not line:
                return
            found = _read(line)
            if isinstance(found, dict) and "error" in found:
                raise BadFile(found["error"])
            yield found


def _read(line: bytes) -> Any:
    """A process that a file has taken over may say anything."""
    try:
        found = json.loads(line)
    except ValueError:
        raise BadFile(DAMAGED) from None
    if not isinstance(found, dict | list):
        raise BadFile(DAMAGED)
    return found


def _require_success(ended: Ended) -> None:
    if ended.code:
        raise BadFile(TOO_COMPLEX)
