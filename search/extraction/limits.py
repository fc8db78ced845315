"""What one file may cost. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from hub.confinement.limits import MEGABYTE


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

    @property
    def answer(self) -> int:
        """Bytes: JSON needs six for some characters."""
        return self.characters * 8 + MEGABYTE

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Limits:
        return cls(**json.loads(text))


LIMITS = Limits()
