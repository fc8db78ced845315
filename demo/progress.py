"""How far a long work is: bars on a terminal, lines in a file or a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterator
from typing import TextIO, TypeVar

from tqdm import tqdm

Item = TypeVar("Item")
PAUSE = 5.0  # seconds between two lines about the same rows


class Progress:
    """Stages, and the rows within a stage. `attend` is called before each row and may end the work by an exception."""

    def __init__(self, attend: Callable[[], None] = lambda: None, stream: TextIO | None = None) -> None:
        self.attend = attend
        self.stream = stream or sys.stderr
        self.began = time.monotonic()

    def say(self, text: str) -> None:
        print(text, file=self.stream, flush=True)

    def stage(self, number: int, total: int, label: str) -> None:
        self.attend()
        self.say(f"[{number}/{total}] {label}（已用 {time.monotonic() - self.began:.0f} 秒）")

    def track(self, rows: Collection[Item], label: str) -> Iterator[Item]:
        """The rows, one by one."""
        shown = self._bar(rows, label) if self.stream.isatty() else self._lines(rows, label)
        for row in shown:
            self.attend()
            yield row

    def _bar(self, rows: Collection[Item], label: str) -> Iterator[Item]:
        return iter(tqdm(rows, desc=f"      {label}", ncols=80, mininterval=0.3, file=self.stream))

    def _lines(self, rows: Collection[Item], label: str) -> Iterator[Item]:
        total, began = len(rows), time.monotonic()
        said = began
        for number, row in enumerate(rows):
            if time.monotonic() - said >= PAUSE:
                said = time.monotonic()
                self.say(f"      {label} {number}/{total}")
            yield row
        self.say(f"      {label} {total}/{total}，{time.monotonic() - began:.0f} 秒")
