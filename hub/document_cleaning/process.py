"""Has a document cleaned by the confined process, and says how that ended."""

from __future__ import annotations

import json
import tempfile

from hub.confinement.process import run
from hub.document_cleaning.child import BROKEN
from hub.document_cleaning.findings import Findings

CHILD = "hub.document_cleaning.child"
WALL = 90
CLEANED = frozenset({"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd"})
_NO_ANSWER = "内容太复杂，未能在限定的时间和内存内处理"


def is_cleaned(name: str) -> bool:
    return name.rpartition(".")[2].lower() in CLEANED


def clean(data: bytes, name: str) -> tuple[bytes, Findings]:
    """The document as the public may have it, and what was found in it. What cannot be cleaned stays as it is."""
    if not is_cleaned(name):
        return data, Findings()
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        with run(CHILD, file=file, wall=WALL) as ended:
            if ended.took_too_long or ended.code:
                return data, Findings(reason=_NO_ANSWER)
            try:
                said = json.loads(ended.answer.readline())
                is_new = said.pop("is_new")
                return (ended.answer.read() if is_new else data), Findings.from_json(said)
            except (ValueError, KeyError, TypeError):
                return data, Findings(reason=BROKEN)
