"""Which files a process may read: those below a few folders; it writes none, and starts no program (landlock(7))."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from hub.confinement import kernel

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # alike on every processor
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_VERSION = 1  # flag: asks for the version only
_BELOW = 1  # a rule about a path and what lies below it
# How many of the rights each version knows, from the first one on; the last holds for those that come.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_CONNECTIONS = 0b11  # TCP, from version 4 on
_OTHERS = 0b11  # sockets without a path and signals to other processes, from version 6 on


def version() -> int:
    """0: the system has no Landlock."""
    if not kernel.is_linux():
        return 0
    try:
        return kernel.call(_CREATE, None, 0, _VERSION)
    except OSError:
        return 0


def read_only(paths: Iterable[Path]) -> None:
    """From now on the process reads `paths` and what is below, and no other file; open files stay open.

    Raises:
        OSError: the system has no Landlock.
    """
    known = version()
    if not known:
        raise OSError("no Landlock")
    rights = (1 << _RIGHTS[min(known, max(_RIGHTS))]) - 1
    connections = _CONNECTIONS if known >= 4 else 0
    others = _OTHERS if known >= 6 else 0
    wanted = ctypes.create_string_buffer(struct.pack("=QQQ", rights, connections, others), 24)
    rules = kernel.call(_CREATE, wanted, 24, 0)
    try:
        for path in paths:
            _allow(rules, path)
        kernel.call(_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: Path) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there need not be read
    try:
        right = _READ_FILE | (_READ_FOLDER if path.is_dir() else 0)
        kernel.call(_ADD, rules, _BELOW, ctypes.create_string_buffer(struct.pack("=Qi", right, place), 12), 0)
    finally:
        os.close(place)
