"""All that keeps a reader of a stranger's file from anything but reading it, as far as the system has it."""

from __future__ import annotations

import mimetypes
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from hub.confinement import kernel, landlock, system_calls

# unshare(2): CLONE_NEWUSER, CLONE_NEWNET, CLONE_NEWIPC
_NEW_USER, _NEW_NETWORK, _NEW_SHARED_MEMORY = 0x10000000, 0x40000000, 0x08000000
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")


class Measure(StrEnum):
    FILES = "files"
    CALLS = "calls"
    NETWORK = "network"


def confine(program: Iterable[Path]) -> list[Measure]:
    """Leaves the running process no network, no other process and no file but what is open, `program` and Python.

    Returns the measures that the system does not have.
    """
    mimetypes.init([])  # libraries ask for it, and it would read /etc
    missing = []
    for measure, take in (
        (Measure.NETWORK, _leave_network),
        (Measure.FILES, lambda: landlock.read_only([*_python(), Path(__file__).parent, *program])),
        (Measure.CALLS, system_calls.refuse),
    ):
        try:
            take()
        except OSError:
            missing.append(measure)
    return missing


def _leave_network() -> None:
    """A network without connections; and a user that has no rights over those of the machine, root's child too."""
    if not kernel.is_linux():
        raise OSError("no namespaces")
    try:
        kernel.unshare(_NEW_USER | _NEW_NETWORK | _NEW_SHARED_MEMORY)
    except OSError:
        kernel.unshare(_NEW_NETWORK)
    finally:
        with suppress(OSError):  # very old systems; the measures that need it say so themselves
            kernel.give_up_privileges()


def _python() -> list[Path]:
    """The interpreter's own modules, what is installed for it, and libraries of the system."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    folders = [sysconfig.get_path(name) for name in names]
    return [Path(each) for each in (*folders, f"{sys.base_prefix}/lib", *_LIBRARIES)]
