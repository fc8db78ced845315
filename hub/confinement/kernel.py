"""Calls of Linux that Python has no function for. Loaded before anything may refuse `ctypes`."""

from __future__ import annotations

import ctypes
import os
import sys

_NO_NEW_PRIVILEGES = 38  # prctl(2)
_library = ctypes.CDLL(None, use_errno=True)


def is_linux() -> bool:
    return sys.platform == "linux"


def call(number: int, *arguments: object) -> int:
    """The system call `number`.

    Raises:
        OSError
    """
    return _checked(_library.syscall(ctypes.c_long(number), *map(_native, arguments)))


def control(option: int, *arguments: object) -> int:
    """prctl(2).

    Raises:
        OSError
    """
    return _checked(_library.prctl(ctypes.c_int(option), *map(_native, arguments)))


def unshare(flags: int) -> None:
    """unshare(2), which Python has from 3.12 on.

    Raises:
        OSError
    """
    _checked(_library.unshare(ctypes.c_int(flags)))


def give_up_privileges() -> None:
    """No program that is started later has more rights: without it the system takes no rules from us."""
    control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def _native(value: object) -> object:
    return ctypes.c_long(value) if isinstance(value, int) else value


def _checked(answer: int) -> int:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer
