"""From a file to its table, told by its content."""

from __future__ import annotations

from pathlib import Path

from opencat.importing.delimited import DelimitedText
from opencat.importing.tables import Table
from opencat.importing.workbook import Workbook
from sites.importing.files import BadFile

# A workbook begins as any zip file does, one of the years before 2007 as any OLE file.
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHERS = {b"%PDF": "PDF 文件", b"\x89PNG": "图片", b"\xff\xd8\xff": "图片", b"GIF8": "图片", b"\x1f\x8b": "压缩文件"}


def open_table(path: Path, sheet: str = "") -> Table:
    """The table of a file: XLSX or text, told by its content, whatever its name says.

    Raises:
        BadFile: missing, empty, or neither.
    """
    if not path.is_file():
        raise BadFile(f"找不到文件：{path.name}")
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise BadFile(f"文件读不出来：{path.name}（{error.strerror}）") from None
    if not head:
        raise BadFile(f"文件是空的：{path.name}")
    if head.startswith(_OLE):
        raise BadFile("这是旧版 Excel（XLS）或加了密码的文件，请另存为不加密的 XLSX 或 CSV 后再导入。")
    for magic, name in _OTHERS.items():
        if head.startswith(magic):
            raise BadFile(f"这是{name}，不是表格。请上传 CSV 或 XLSX。")
    return Workbook(path, sheet) if head.startswith(_ZIP) else DelimitedText(path)
