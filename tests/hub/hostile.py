"""What a library does that a file has taken over, for children whose reader is replaced by it."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable


def loop() -> None:
    while True:
        pass


ATTACKS: dict[str, Callable[[], object]] = {
    "files": lambda: open("hub/settings/base.py").read(),  # noqa: SIM115
    "network": lambda: socket.create_connection(("127.0.0.1", 1)),
    "programs": lambda: subprocess.run(["/bin/true"], check=False),
    "fork": os.fork,
    "writing": lambda: os.open("/tmp/hub-attack", os.O_CREAT | os.O_WRONLY),  # noqa: S108
    "loop": loop,
    "memory": lambda: bytearray(1 << 40),
}
