"""ClamAV's INSTREAM over TCP or a socket of the machine (clamd(8)): the file is sent in pieces, one line comes back.

Only the whole answer `stream: OK` says that nothing was found. Everything else, a refusal for its size above all, says
that nobody knows.
"""

from __future__ import annotations

import logging
import re
import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import Truncator

from hub.sent_files.enums import ScanState

logger = logging.getLogger(__name__)

PIECE = 64 * 1024
LONGEST_ANSWER = 4096
_FOUND = re.compile(rb"stream: ([^\0\n]+) FOUND\0")


@dataclass(frozen=True)
class Scan:
    """`signature`: what ClamAV calls the virus; "" where none was found."""

    state: ScanState
    signature: str = ""


def is_configured() -> bool:
    return bool(settings.CLAMAV)


def is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (
            bool(parts.hostname and parts.port)
            if parts.scheme == "tcp"
            else parts.scheme == "unix" and bool(parts.path)
        )
    except ValueError:  # a port that is none
        return False


def scan(content: bytes) -> Scan:
    """Raises nothing: a scanner that is away, slow or wrong is `FAILED`, and written to the log."""
    if not is_configured():
        return Scan(ScanState.NOT_SCANNED)
    try:
        answer = _answer_to(content, settings.CLAMAV, time.monotonic() + settings.CLAMAV_TIMEOUT)
    except (OSError, ValueError) as reason:
        logger.error("ClamAV did not scan: %s", reason)
        return Scan(ScanState.FAILED)
    if answer == b"stream: OK\0":
        return Scan(ScanState.CLEAN)
    if found := _FOUND.fullmatch(answer):
        name = "".join(each for each in found[1].decode("utf-8", "replace") if each.isprintable())
        return Scan(ScanState.INFECTED, Truncator(name).chars(100))
    logger.error("ClamAV did not scan, it answered %r", answer)
    return Scan(ScanState.FAILED)


def _answer_to(content: bytes, address: str, deadline: float) -> bytes:
    """What comes back until the server closes or ends its line; b"" for nothing."""
    with _connected(address, deadline) as connection:
        # Who finds the stream too long says so and closes while we still write: then the answer is read all the same.
        with suppress(BrokenPipeError, ConnectionResetError):
            _send(connection, b"zINSTREAM\0", deadline)
            for at in range(0, len(content), PIECE):
                piece = content[at : at + PIECE]
                _send(connection, struct.pack(">I", len(piece)) + piece, deadline)
            _send(connection, struct.pack(">I", 0), deadline)
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            _wait_at_most(connection, deadline)
            part = connection.recv(LONGEST_ANSWER)
            if not part:
                break
            answer += part
        return answer


def _connected(address: str, deadline: float) -> socket.socket:
    """
    Raises:
        ValueError: it is no address.
        OSError: nobody answers there.
    """
    if not is_address(address):
        raise ValueError("CLAMAV is neither tcp://host:port nor unix:/path")
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname, parts.port), timeout=_left(deadline))
    connection = socket.socket(socket.AF_UNIX)
    try:
        _wait_at_most(connection, deadline)
        connection.connect(parts.path)
    except OSError:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, data: bytes, deadline: float) -> None:
    _wait_at_most(connection, deadline)
    connection.sendall(data)


def _wait_at_most(connection: socket.socket, deadline: float) -> None:
    connection.settimeout(_left(deadline))


def _left(deadline: float) -> float:
    """
    Raises:
        TimeoutError
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return left
