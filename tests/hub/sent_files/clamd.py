"""A small clamd in a thread: it speaks INSTREAM, finds EICAR, and can be told to misbehave."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.hub.sent_files.samples import EICAR

OK, FOUND = b"stream: OK\0", b"stream: Eicar-Test-Signature FOUND\0"
TOO_LONG = b"INSTREAM size limit exceeded. ERROR\0"


class FakeClamd:
    """`answer`: instead of its own; `None` in it: nothing is said and the line stays open. `longest`: bytes after which
    the stream is refused and closed, as StreamMaxLength does."""

    def __init__(self, server: socket.socket, url: str) -> None:
        self.server, self.url = server, url
        self.answer: bytes | None = None
        self.is_silent = False
        self.longest = 1024 * 1024 * 1024
        self.streams: list[bytes] = []
        self.pieces: list[int] = []
        self._silent: list[socket.socket] = []

    def serve(self) -> None:
        while True:
            try:
                connection, _address = self.server.accept()
            except OSError:
                return
            if self.is_silent:
                self._silent.append(connection)
                continue
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack(">I", stream.read(4))[0]:
                self.pieces.append(size)
                content += stream.read(size)
                if len(content) > self.longest:
                    connection.sendall(TOO_LONG)
                    return
            self.streams.append(content)
            own = FOUND if EICAR in content else OK
            connection.sendall(own if self.answer is None else self.answer)

    def close(self) -> None:
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        for each in self._silent:
            each.close()


@contextmanager
def running(path: Path | None = None) -> Iterator[FakeClamd]:
    """Over TCP, or on the socket `path`."""
    server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    server.bind(str(path) if path else ("127.0.0.1", 0))
    server.listen()
    url = f"unix:{path}" if path else f"tcp://127.0.0.1:{server.getsockname()[1]}"
    clamd = FakeClamd(server, url)
    thread = threading.Thread(target=clamd.serve)
    thread.start()
    yield clamd
    clamd.close()
    thread.join(10)
