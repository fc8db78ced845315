"""System calls that no reader of a file needs, refused for good by a filter (seccomp(2))."""

from __future__ import annotations

import ctypes
import os
import struct

from hub.confinement import kernel

# Name: (x86_64, aarch64), None where the processor has no such call.
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "clone": (56, 220), "clone3": (435, 435), "fork": (57, None), "vfork": (58, None),
    "execve": (59, 221), "execveat": (322, 281), "io_uring_setup": (425, 425),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "pidfd_send_signal": (424, 424),
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    "mount": (165, 40), "unshare": (272, 97), "setns": (308, 268), "open_by_handle_at": (304, 265),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
}  # fmt: skip
_PROCESSORS = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, AUDIT_ARCH_…
_OTHER_NUMBERS = 0x40000000  # from here on x86_64 has the same calls once more

# One instruction: operation, how far to jump where true and where not, operand (linux/filter.h).
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _PROCESSOR_AT = 0, 4
_ALLOW, _KILL, _EPERM = 0x7FFF0000, 0x80000000, 0x00050001
_SET_FILTER, _BY_FILTER = 22, 2  # prctl(2)


def refuse() -> None:
    """
    Raises:
        OSError: the system takes no filter, or the processor is not one of ours.
    """
    if not kernel.is_linux() or os.uname().machine not in _PROCESSORS:
        raise OSError("no filter for this system")
    code = _filter(*_PROCESSORS[os.uname().machine])
    instructions = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(instructions)))
    kernel.control(_SET_FILTER, _BY_FILTER, program)


def _filter(column: int, processor: int) -> bytes:
    numbers = [each[column] for each in _REFUSED.values() if each[column] is not None]
    left = len(numbers)
    lines = [
        (_LOAD, 0, 0, _PROCESSOR_AT),
        (_IF_EQUAL, 1, 0, processor),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_IF_AT_LEAST, left + 1, 0, _OTHER_NUMBERS),
        *((_IF_EQUAL, left - at, 0, number) for at, number in enumerate(numbers)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _EPERM),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
