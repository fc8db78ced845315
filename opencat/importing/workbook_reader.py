"""The process that reads a workbook: `python -m opencat.importing.workbook_reader SHEET < file` writes JSON lines.

The first is an object: the label and the merged cells; one with `error`, in Chinese, may also come later. Each other
is a row, `[number, cells]`, where a cell that cannot be taken is `{"bad": message}`. XLSX is read as a stream and with
suspicion: sizes are bounded before anything is unpacked.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

from openpyxl.utils.exceptions import InvalidFileException

from hub.confinement.limits import MEGABYTE, impose
from hub.confinement.measures import confine
from hub.confinement.workbooks import opened
from opencat.importing.headers import WIDEST
from opencat.importing.tables import DAMAGED, BadCell, Cell
from sites.importing.files import BadFile

# zipfile never gives more of a member than its entry says, so what the entries say is a bound.
LARGEST_UNPACKED = 300 * MEGABYTE
LARGEST_TEXTS = 100 * MEGABYTE  # the shared texts are held in memory
LARGEST_ANSWER = 400 * MEGABYTE
MEMORY, CPU = 1024 * MEGABYTE, 60  # seconds
MOST_PARTS = 2000
MOST_BLANK = 5000
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FAULTS = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError,
    SyntaxError,  # of XML, from whichever parser openpyxl has found
    OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


def main() -> None:
    impose(memory=MEMORY, cpu=CPU, answer=LARGEST_ANSWER)
    confine([Path(__file__).parent])
    try:
        for line in answer_to(sys.stdin.buffer, sys.argv[1]):
            sys.stdout.write(json.dumps(line) + "\n")
    except BadFile as bad:
        sys.stdout.write(json.dumps({"error": str(bad)}) + "\n")


def answer_to(file: IO[bytes], sheet: str) -> Iterator[object]:
    """
    Raises:
        BadFile
    """
    book = Workbook(file, sheet)
    yield {"label": book.label, "merged": book.merged()}
    for number, cells in book.rows():
        yield [number, [cell if isinstance(cell, str) else {"bad": cell.message} for cell in cells]]


class Workbook:
    """The first sheet, or the one that is named.

    Raises:
        BadFile: no workbook, no such sheet, or larger unpacked than a catalogue can be.
    """

    def __init__(self, file: IO[bytes], sheet: str = "") -> None:
        self.file = file
        _require_bounds(file)
        with _damage_explained(), _opened(file) as book:
            names = [each.title for each in book.worksheets]
            parts = {each.title: each._worksheet_path for each in book.worksheets}
        if not names:
            raise BadFile("工作簿里没有工作表。")
        if sheet and sheet not in names:
            raise BadFile(f"没有工作表“{sheet}”。工作簿里有：{'、'.join(names)}。")
        self.sheet = sheet or names[0]
        self.label = f"XLSX，工作表“{self.sheet}”"
        self._part = str(parts[self.sheet]).lstrip("/")

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        with _damage_explained(), _opened(self.file) as book:
            worksheet = book[self.sheet]
            blank = 0
            for number, row in enumerate(worksheet.iter_rows(max_col=WIDEST + 1), start=1):
                cells = [_text(cell) for cell in row]
                blank = 0 if any(cells) else blank + 1
                if blank > MOST_BLANK:
                    return
                if not blank:
                    yield number, cells

    def merged(self) -> list[tuple[int, int, str]]:
        """(first row, last row, range) of merged cells; those that openpyxl reads as empty but for the first."""
        found = []
        with _damage_explained(), zipfile.ZipFile(self.file) as archive, archive.open(self._part) as part:
            rest = b""
            while chunk := part.read(MEGABYTE):
                text = rest + chunk
                end = 0
                for match in _MERGED.finditer(text):
                    left, top, right, bottom = (each.decode() for each in match.groups())
                    found.append((int(top), int(bottom), f"{left}{top}:{right}{bottom}"))
                    end = match.end()
                rest = text[max(end, len(text) - 200) :]
        return found


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[Any]:
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that we do not read
        book = opened(file, data_only=False)
    yield book


class _damage_explained:
    """Whatever openpyxl stumbles over in a damaged file is one message."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, _FAULTS) and not isinstance(error, BadFile):
            raise BadFile(DAMAGED) from error


def _require_bounds(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise BadFile(DAMAGED) from None
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise BadFile("这是压缩包或其他 Office 文件，不是 Excel 工作簿（XLSX）。")
    texts = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED or texts > LARGEST_TEXTS:
        raise BadFile(f"工作簿解压后过大（超过 {LARGEST_UNPACKED // MEGABYTE} MB），不能导入。请拆分，或另存为 CSV。")


def _text(cell: Any) -> Cell:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return ""
    if kind == "f":
        return BadCell("是公式，请复制后“选择性粘贴为数值”再导入。")
    if kind == "e":
        return BadCell(f"是错误值 {value}，请改正。")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


if __name__ == "__main__":
    main()
