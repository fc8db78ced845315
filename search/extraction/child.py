"""The process that reads one file: `python -m search.extraction.child LIMITS < file` writes JSON and ends.

It has no settings, no database and no secrets; the system limits memory and time, and leaves it no network, no other
process and no other file (`hub.confinement`). An audit hook refuses the same once more, in Python, where the system
cannot. Macros and formulas are data here: nothing runs them.
"""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import sys
import time
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from hub.confinement.limits import impose
from hub.confinement.measures import confine
from search.extraction.kinds import reader_of
from search.extraction.limits import Limits
from search.extraction.memory import Memory
from search.extraction.problems import BROKEN, TOO_LONG, TOO_MUCH_MEMORY, Unreadable

NO_TEXT = "没有文字，可能是扫描件"
_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "os.remove",
            "os.rename", "os.mkdir", "os.link", "os.symlink", "ctypes.", "urllib.", "shutil.")  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class TimeIsUp(Exception):
    """So much of the processor is used that the system is about to end this process."""


def main() -> None:
    limits = Limits.from_json(sys.argv[1])
    impose(memory=limits.memory, cpu=limits.cpu, answer=limits.answer)
    signal.signal(signal.SIGXCPU, stop)
    memory = Memory(limits.memory)
    confine([Path(__file__).parent])
    sys.addaudithook(refuse)
    warnings.simplefilter("ignore")
    logging.disable()  # pypdf says much about each small fault
    answer = answer_to(sys.stdin.buffer, limits, memory)
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # nothing of the file's has a last word


def answer_to(file: IO[bytes], limits: Limits, memory: Memory) -> dict[str, Any]:
    """`text` and `is_cut`; or `reason`, with `is_skipped`."""
    try:
        text, is_cut = collected(reader_of(file, limits)(file), limits)
        return {"text": text, "is_cut": is_cut, "reason": "" if text else NO_TEXT}
    except Unreadable as problem:
        return {"reason": str(problem), "is_skipped": problem.is_skipped}
    except TimeIsUp:
        return {"reason": TOO_LONG}
    except Exception as problem:
        return {"reason": TOO_MUCH_MEMORY if memory.ran_out(problem) else BROKEN}


def collected(lines: Iterable[str], limits: Limits) -> tuple[str, bool]:
    """The text as far as the limits go, and whether there was more."""
    ends_at = time.monotonic() + limits.patience
    kept: list[str] = []
    length = 0
    try:
        for line in lines:
            clean = _CONTROL.sub("", line).strip()
            if clean:
                kept.append(clean)
                length += len(clean) + 1
            if length > limits.characters or time.monotonic() > ends_at:
                return "\n".join(kept)[: limits.characters], True
    except TimeIsUp:
        if not kept:
            raise
        return "\n".join(kept), True
    return "\n".join(kept), False


def stop(*signal: object) -> None:
    raise TimeIsUp


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook; it cannot be taken away again."""
    if event.startswith(_REFUSED):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError(event)


if __name__ == "__main__":
    main()
