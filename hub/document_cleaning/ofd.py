"""OFD (GB/T 33190-2016): who made it stands in DocInfo. A signed one is not touched."""

from __future__ import annotations

import io
import zipfile
from typing import IO

from hub.document_cleaning.findings import Findings, NotCleaned, named
from hub.document_cleaning.xml import Element, local, parsed, written

_LABELS = {
    "Title": "标题", "Author": "作者", "Subject": "主题", "Abstract": "摘要", "CreationDate": "创建时间",
    "ModDate": "修改时间", "Creator": "制作软件", "CreatorVersion": "软件版本", "Keywords": "关键词",
    "CustomDatas": "自定义数据", "Cover": "封面",
}  # fmt: skip
_KEPT = {"DocID", "DocUsage"}


def cleaned(file: IO[bytes], findings: Findings) -> bytes | None:
    """
    Raises:
        NotCleaned: it is signed.
    """
    with zipfile.ZipFile(file) as archive:
        names = {name.lstrip("/").lower(): name for name in archive.namelist()}
        top = names["ofd.xml"]
        root = parsed(archive.read(top))
        for info in [each for each in root.iter() if local(each) == "DocInfo"]:
            _empty(info, findings)
        if any(local(each) == "Signatures" for each in root.iter()):
            raise NotCleaned("文件有数字签名，改动会使签名失效")
        if not findings.removed:
            return None
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for part in archive.infolist():
                target.writestr(part, written(root) if part.filename == top else archive.read(part))
        return out.getvalue()


def _empty(info: Element, findings: Findings) -> None:
    for each in list(info):
        if isinstance(each.tag, str) and local(each) not in _KEPT:
            findings.removed += named(_LABELS.get(local(each), local(each)), "".join(each.itertext()))
            info.remove(each)
