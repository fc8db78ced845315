"""The child process whose reader a file has taken over: what the file names is done as soon as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from search.extraction import child
from tests.hub.hostile import ATTACKS


def taken_over(file: IO[bytes]) -> Iterator[str]:
    ATTACKS[file.read().decode()]()
    yield "done"


if __name__ == "__main__":
    child.reader_of = lambda file, limits: taken_over
    child.main()
