"""Office files of before 2007, and WPS's: their properties are read; nothing here can write them."""

from __future__ import annotations

from typing import IO

import olefile

from hub.document_cleaning.findings import Findings, NotCleaned, named

_PROPERTIES = (
    ("author", "作者"),
    ("last_saved_by", "最后保存者"),
    ("company", "单位"),
    ("manager", "经理"),
    ("comments", "备注"),
    ("keywords", "关键词"),
)


def cleaned(file: IO[bytes], findings: Findings) -> bytes | None:
    """
    Raises:
        NotCleaned: always.
    """
    with olefile.OleFileIO(file) as compound:
        if compound.exists("EncryptedPackage"):
            raise NotCleaned("文件已加密")
        known = compound.get_metadata()
    for name, label in _PROPERTIES:
        value = getattr(known, name)
        text = value.decode("utf-8" if known.codepage == 65001 else "gb18030", "replace") if value else ""
        findings.left += named(label, text.strip("\0"))
    raise NotCleaned("旧格式，批注、修订等无法检查，也不能清除；请另存为 docx、xlsx、pptx 或 PDF 后上传")
