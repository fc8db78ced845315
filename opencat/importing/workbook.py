"""XLSX, read as a stream and with suspicion: sizes are bounded before anything is unpacked."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from opencat.importing.headers import WIDEST
from opencat.importing.tables import BadCell, Cell
from sites.importing.files import BadFile

MB = 1 << 20
# zipfile never gives more of a member than its entry says, so what the entries say is a bound.
LARGEST_UNPACKED = 300 * MB
LARGEST_TEXTS = 100 * MB  # the shared texts are held in memory
MOST_PARTS = 2000
MOST_BLANK = 5000
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_SHOWN = 5
_DAMAGED = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError,
    SyntaxError,  # of XML, from whichever parser openpyxl has found
    OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
_NOT_A_WORKBOOK = "文件不是有效的 Excel 工作簿（XLSX），或已经损坏。请在 Excel 或 WPS 里重新另存为 XLSX。"


class Workbook:
    """The first sheet, or the one that is named.

    Raises:
        BadFile: no workbook, no such sheet, or larger unpacked than a catalogue can be.
    """

    def __init__(self, path: Path, sheet: str = "") -> None:
        self.path = path
        _require_bounds(path)
        with _damage_explained(), _opened(path) as book:
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
        with _damage_explained(), _opened(self.path) as book:
            worksheet = book[self.sheet]
            worksheet.reset_dimensions()  # what a file says of its size need not be true
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
        with _damage_explained(), zipfile.ZipFile(self.path) as archive, archive.open(self._part) as part:
            rest = b""
            while chunk := part.read(MB):
                text = rest + chunk
                end = 0
                for match in _MERGED.finditer(text):
                    left, top, right, bottom = (each.decode() for each in match.groups())
                    found.append((int(top), int(bottom), f"{left}{top}:{right}{bottom}"))
                    end = match.end()
                rest = text[max(end, len(text) - 200) :]
        return found

    def require_unmerged(self, header: int) -> None:
        """Raises:
        BadFile: cells at or below the header row are merged: which value the others have cannot be told.
        """
        below = [where for _top, bottom, where in self.merged() if bottom >= header]
        if below:
            more = f" 等 {len(below)} 处" if len(below) > _SHOWN else ""
            raise BadFile(f"有合并的单元格：{'、'.join(below[:_SHOWN])}{more}。请取消合并，把每一行都填完整，再导入。")


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    with path.open("rb") as stream:  # ours to close: openpyxl leaves its file open where it stumbles
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that we do not read
            book = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        try:
            yield book
        finally:
            book.close()


class _damage_explained:
    """Whatever openpyxl stumbles over in a damaged file is one message."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, _DAMAGED) and not isinstance(error, BadFile):
            raise BadFile(_NOT_A_WORKBOOK) from error


def _require_bounds(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise BadFile(_NOT_A_WORKBOOK) from None
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise BadFile("这是压缩包或其他 Office 文件，不是 Excel 工作簿（XLSX）。")
    texts = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED or texts > LARGEST_TEXTS:
        raise BadFile(f"工作簿解压后过大（超过 {LARGEST_UNPACKED // MB} MB），不能导入。请拆分，或另存为 CSV。")


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
