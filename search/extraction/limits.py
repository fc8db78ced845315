"""What one file may cost. Pure but for `impose`, which only the child process calls."""

from __future__ import annotations

import json
import resource
from dataclasses import asdict, dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bytes, seconds and characters. `patience`: after it a reader stops, and what it has is kept as far as it goes."""

    size: int = 50 * MEGABYTE  # of the file
    memory: int = 1024 * MEGABYTE  # addresses of the process, its libraries included
    patience: int = 20
    cpu: int = 40
    wall: int = 90
    characters: int = 200_000
    unpacked: int = 400 * MEGABYTE  # of an archive, all parts together
    ratio: int = 200  # of what is unpacked to what is packed
    parts: int = 20_000  # of an archive

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Limits:
        return cls(**json.loads(text))


LIMITS = Limits()
OPEN_FILES = 64


def impose(limits: Limits) -> None:
    """Holds the running process to `limits` for good; the system ends it where they are passed."""
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.cpu,
        resource.RLIMIT_FSIZE: limits.characters * 8 + MEGABYTE,  # its answer; JSON needs six bytes for some characters
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        _soft, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
