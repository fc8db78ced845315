"""The process that judges one sent file: `python -m hub.sent_files.child PIXELS < file`.

It writes a line of JSON (`Judgement`), behind it the bytes of a picture as it was drawn anew.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import IO

from hub.confinement.limits import MEGABYTE, impose
from hub.confinement.measures import confine
from hub.sent_files import pictures
from hub.sent_files.content import BROKEN, Judgement, Refused, judged

MEMORY, CPU, ANSWER = 1024 * MEGABYTE, 20, 64 * MEGABYTE


def main() -> None:
    impose(memory=MEMORY, cpu=CPU, answer=ANSWER)
    confine([Path(__file__).parent])
    warnings.simplefilter("ignore")
    logging.disable()
    judgement, data = answer_to(sys.stdin.buffer, int(sys.argv[1]))
    out = sys.stdout.buffer
    out.write(json.dumps(judgement.as_json()).encode() + b"\n")
    out.write(data)
    out.flush()
    os._exit(0)  # nothing of the file's has a last word


def answer_to(file: IO[bytes], pixels: int) -> tuple[Judgement, bytes]:
    """What it is, and the bytes to keep in its place: b"" for its own."""
    try:
        judgement = judged(file)
        if judgement.is_picture:
            findings, data = pictures.drawn_anew(file, judgement.code, pixels)
            return Judgement(judgement.code, findings), data
    except Refused as reason:
        return Judgement(problem=str(reason)), b""
    except Exception:
        return Judgement(problem=BROKEN), b""
    return judgement, b""


if __name__ == "__main__":
    main()
