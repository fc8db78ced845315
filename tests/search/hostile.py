"""The child process whose reader a file has taken over: what the file names is done as soon as it is read."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from typing import IO

from search.extraction import child


def loop() -> None:
    while True:
        pass


ATTACKS: dict[str, Callable[[], object]] = {
    "files": lambda: open("hub/settings/base.py").read(),  # noqa: SIM115
    "network": lambda: socket.create_connection(("127.0.0.1", 1)),
    "programs": lambda: subprocess.run(["/bin/true"], check=False),
    "writing": lambda: os.open("/tmp/hub-attack", os.O_CREAT | os.O_WRONLY),  # noqa: S108
    "loop": loop,
    "memory": lambda: bytearray(1 << 40),
}


def taken_over(file: IO[bytes]) -> Iterator[str]:
    ATTACKS[file.read().decode()]()
    yield "done"


if __name__ == "__main__":
    child.reader_of = lambda file, limits: taken_over
    child.main()
