"""CSV and its relatives: UTF-8 or GB18030, with comma, semicolon or tab, all told by the content."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from opencat.importing.headers import recognised
from opencat.importing.tables import Cell
from sites.importing.files import BadFile

ENCODINGS = {"utf-8-sig": "UTF-8", "gb18030": "GB18030"}
DELIMITERS = {",": "逗号", ";": "分号", "\t": "制表符"}
LOOKED_AT = 10
# The reader's limit for one cell; what is longer than a row may be is refused row by row before this.
LONGEST_FIELD = 50_000_000
_CHUNK = 1 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class DelimitedText:
    """Raises:
    BadFile: neither encoding, binary, or quotation marks that do not pair.
    """

    def __init__(self, path: Path) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_FIELD))
        self.path = path
        self.encoding = _encoding(path)
        self.delimiter = self._delimiter()
        self.label = f"CSV，{ENCODINGS[self.encoding]}，{DELIMITERS[self.delimiter]}分隔"

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        return self._rows(self.delimiter)

    def _rows(self, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
        with self.path.open(encoding=self.encoding, newline="") as stream:
            reader = csv.reader(stream, delimiter=delimiter, strict=True)
            line = 1
            try:
                for cells in reader:
                    if any(cell.strip() for cell in cells):
                        yield line, list(cells)
                    line = reader.line_num + 1
            except csv.Error:
                raise BadFile(f"第 {line} 行的引号没有成对，后面的内容分不清行和列，请检查这一行。") from None

    def _delimiter(self) -> str:
        """The one with which the headings are found; else the one that makes the most columns."""

        def fits(delimiter: str) -> tuple[int, int]:
            try:
                first = [[str(cell) for cell in cells] for _, cells in islice(self._rows(delimiter), LOOKED_AT)]
            except BadFile:
                return 0, 0
            return max(map(recognised, first), default=0), max(map(len, first), default=0)

        return max(DELIMITERS, key=fits)


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        if stream.read(2) in _UTF16:
            raise BadFile("文件是 UTF-16 编码（“Unicode 文本”），请另存为“CSV UTF-8”或 XLSX 后再导入。")
    for encoding in ENCODINGS:
        if _decodes(path, encoding):
            return encoding
    raise BadFile("文件既不是 UTF-8 也不是 GB18030 编码，请另存为“CSV UTF-8”或 XLSX 后再导入。")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(_CHUNK):
                if b"\x00" in chunk:
                    raise BadFile("文件里有空字符（NUL），不是文本表格，或已经损坏。请重新导出为 CSV 或 XLSX。")
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
