"""Has a file read by the child process, and says how that ended."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from typing import IO

from hub.confinement.process import Ended, run
from search.enums import Extraction
from search.extraction.limits import LIMITS, Limits
from search.extraction.problems import BROKEN, TOO_LONG, TOO_MUCH_MEMORY

CHILD = "search.extraction.child"
# What C code does when it is given no memory.
_BY_MEMORY = {-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS}


@dataclass(frozen=True)
class Outcome:
    """`may_pass`: the machine may have been at fault, so that it is worth another try."""

    state: Extraction
    text: str = ""
    reason: str = ""
    is_cut: bool = False
    may_pass: bool = False


def extract(file: IO[bytes], limits: Limits = LIMITS) -> Outcome:
    """The text of `file`, a real file of the operating system that stands at its beginning."""
    with run(CHILD, limits.to_json(), file=file, wall=limits.wall) as ended:
        return _outcome(ended)


def _outcome(ended: Ended) -> Outcome:
    if ended.took_too_long:
        return Outcome(Extraction.FAILED, reason=TOO_LONG, may_pass=ended.is_late)
    if ended.code:
        return Outcome(Extraction.FAILED, reason=TOO_MUCH_MEMORY if ended.code in _BY_MEMORY else BROKEN)
    try:
        said = json.load(ended.answer)
    except ValueError:
        return Outcome(Extraction.FAILED, reason=BROKEN)
    if "text" in said:
        return Outcome(Extraction.DONE, said["text"], said["reason"], said["is_cut"])
    return Outcome(Extraction.SKIPPED if said.get("is_skipped") else Extraction.FAILED, reason=said["reason"])
