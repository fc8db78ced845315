"""Starts the process that reads a file, waits for it, and ends it if it takes too long."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO

from django.conf import settings

from search.enums import Extraction
from search.extraction.limits import LIMITS, Limits
from search.extraction.problems import BROKEN, TOO_LONG

_BY_TIME = {-signal.SIGXCPU, -signal.SIGKILL}


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
    with tempfile.TemporaryFile() as answer:
        child = subprocess.Popen(  # noqa: S603 - our own module, with our own arguments
            [sys.executable, "-m", "search.extraction.child", limits.to_json()],
            stdin=file, stdout=answer, stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR, env=_environment(), start_new_session=True,
        )  # fmt: skip
        try:
            code = child.wait(limits.wall)
        except subprocess.TimeoutExpired:
            return Outcome(Extraction.FAILED, reason=TOO_LONG, may_pass=True)
        finally:
            _end(child)
        if code:
            return Outcome(Extraction.FAILED, reason=TOO_LONG if code in _BY_TIME else BROKEN)
        answer.seek(0)
        return _read(answer)


def _environment() -> dict[str, str]:
    """None of our own: there are keys and passwords in it."""
    return {"PATH": os.defpath, "PYTHONPATH": str(settings.BASE_DIR), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.kill()
        child.wait()


def _read(answer: IO[bytes]) -> Outcome:
    try:
        said = json.load(answer)
    except ValueError:
        return Outcome(Extraction.FAILED, reason=BROKEN)
    if "text" in said:
        return Outcome(Extraction.DONE, said["text"], said["reason"], said["is_cut"])
    return Outcome(Extraction.SKIPPED if said.get("is_skipped") else Extraction.FAILED, reason=said["reason"])
