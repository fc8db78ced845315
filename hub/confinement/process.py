"""Starts a confined program, waits for it, and ends it if it takes too long."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings

_BY_TIME = {-signal.SIGXCPU, -signal.SIGKILL}


@dataclass(frozen=True)
class Ended:
    """How a program ended. `is_late`: it was still running after `wall` seconds."""

    code: int
    answer: IO[bytes]
    is_late: bool = False

    @property
    def took_too_long(self) -> bool:
        return self.is_late or self.code in _BY_TIME


@contextmanager
def run(program: str, *arguments: str, file: IO[bytes] | int, wall: float) -> Iterator[Ended]:
    """What the module `program` answered to `file`, a real file of the operating system."""
    with tempfile.TemporaryFile() as answer:
        child = subprocess.Popen(  # noqa: S603 - our own module, with our own arguments
            [sys.executable, "-m", program, *arguments],
            stdin=file, stdout=answer, stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR, env=environment(), start_new_session=True, **reader(),
        )  # fmt: skip
        is_late = False
        try:
            child.wait(wall)
        except subprocess.TimeoutExpired:
            is_late = True
        finally:
            _end(child)
        answer.seek(0)
        yield Ended(child.returncode, answer, is_late)


def environment() -> dict[str, str]:
    """None of our own: there are keys and passwords in it."""
    return {"PATH": os.defpath, "PYTHONPATH": str(settings.BASE_DIR), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def reader() -> dict[str, Any]:
    """The user that the program runs as, for `Popen`: READER_USER where we may choose, else our own."""
    if not settings.READER_USER or os.geteuid() != 0:
        return {}
    found = pwd.getpwnam(settings.READER_USER)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _end(child: subprocess.Popen[bytes]) -> None:
    """With whatever it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
