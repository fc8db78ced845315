"""Just enough of an IMAP server (RFC 3501) to read a mailbox, in a thread of its own."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Dialogue(socketserver.StreamRequestHandler):
    server: ImapServer

    def handle(self) -> None:
        self._say(b"* OK ready")
        for line in self.rfile:
            tag, _space, rest = line.strip().partition(b" ")
            self.server.commands.append(rest.decode())
            if self.server.hangs_up_at and self.server.hangs_up_at in rest.decode():
                return
            answer = self._answer(rest.decode())
            self._say(tag + b" " + answer)
            if rest.upper() == b"LOGOUT":
                return

    def _answer(self, command: str) -> bytes:
        if command.startswith("CAPABILITY"):
            self._say(b"* CAPABILITY IMAP4rev1")
        elif command.startswith("LOGIN"):
            return b"OK in" if command.endswith('"s3cret word"') else b"NO wrong password"
        elif command.startswith("SELECT"):
            self._say(b"* %d EXISTS" % len(self.server.mails))
        elif command.startswith("UID SEARCH"):
            self._say(b"* SEARCH " + b" ".join(b"%d" % uid for uid in self.server.unseen()))
        elif found := re.match(r"UID FETCH (\d+) \((.+)\)", command):
            return self._fetch(int(found[1]), found[2])
        elif found := re.match(r"UID STORE (\d+)", command):
            self.server.seen.add(int(found[1]))
        return b"OK done"

    def _fetch(self, uid: int, what: str) -> bytes:
        if uid in self.server.refused:
            return b"NO broken"
        data = self.server.mails[uid - 1]
        if what == "RFC822.SIZE":
            self._say(b"* %d FETCH (UID %d RFC822.SIZE %d)" % (uid, uid, self.server.sizes.get(uid, len(data))))
            return b"OK done"
        if "HEADER" in what:
            data = data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        data = data[: int(re.search(r"<0\.(\d+)>", what)[1])]  # type: ignore[index]
        self._say(b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n%s)" % (uid, uid, len(data), data))
        return b"OK done"

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class ImapServer(socketserver.ThreadingTCPServer):
    """`sizes`: what it says of a mail, if not the truth. `refused`: what it does not give."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.seen: set[int] = set()
        self.sizes: dict[int, int] = {}
        self.refused: set[int] = set()
        self.commands: list[str] = []
        self.hangs_up_at = ""
        super().__init__(("127.0.0.1", 0), _Dialogue)

    def unseen(self) -> list[int]:
        return [uid for uid in range(1, len(self.mails) + 1) if uid not in self.seen]

    @property
    def url(self) -> str:
        return f"imap://letters%40city.example:s3cret%20word@127.0.0.1:{self.server_address[1]}/INBOX"


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    server = ImapServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
