"""The process that cleans one document: `python -m hub.document_cleaning.child < file`.

It writes a line of JSON (`Findings`, and `is_new`), behind it the cleaned bytes where they are others than before.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
import zipfile
from importlib import import_module
from pathlib import Path
from typing import IO

from hub.confinement.limits import MEGABYTE, impose
from hub.confinement.measures import confine
from hub.document_cleaning.findings import Findings, NotCleaned
from hub.picture_metadata import without_metadata

_NEEDED_LATER = (without_metadata,)  # its folder cannot be read once the process is confined

MEMORY, CPU, ANSWER = 1024 * MEGABYTE, 60, 200 * MEGABYTE
LARGEST_UNPACKED, MOST_PARTS = 400 * MEGABYTE, 20_000
BROKEN = "内容不合格式，读不出隐藏信息"
TOO_LARGE = "内容展开后过大"
_OLE2 = b"\xd0\xcf\x11\xe0"
_ARCHIVES = (
    ("word/", "office"),
    ("xl/", "office"),
    ("ppt/", "office"),
    ("ofd.xml", "ofd"),
)


def main() -> None:
    impose(memory=MEMORY, cpu=CPU, answer=ANSWER)
    confine([Path(__file__).parent])
    warnings.simplefilter("ignore")
    logging.disable()
    findings, data = answer_to(sys.stdin.buffer)
    out = sys.stdout.buffer
    out.write(json.dumps({**findings.as_json(), "is_new": data is not None}).encode() + b"\n")
    if data is not None:
        out.write(data)
    out.flush()
    os._exit(0)  # nothing of the file's has a last word


def answer_to(file: IO[bytes]) -> tuple[Findings, bytes | None]:
    """What was found, and the cleaned bytes; None where nothing was taken off."""
    findings = Findings()
    try:
        name = kind_of(file)
        file.seek(0)
        data = import_module(f"hub.document_cleaning.{name}").cleaned(file, findings) if name else None
    except NotCleaned as problem:
        return findings.kept(str(problem)), None
    except Exception:
        return Findings(reason=BROKEN), None
    return findings, data


def kind_of(file: IO[bytes]) -> str:
    """The module that cleans it, by its bytes: endings lie. "" where there is nothing to clean.

    Raises:
        NotCleaned: too large when unpacked.
    """
    head = file.read(8)
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(_OLE2):
        return "compound"
    if not head.startswith(b"PK"):
        return ""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise NotCleaned(TOO_LARGE)
    names = {part.filename.lstrip("/").lower() for part in parts}
    return next((kind for start, kind in _ARCHIVES if any(name.startswith(start) for name in names)), "")


if __name__ == "__main__":
    main()
