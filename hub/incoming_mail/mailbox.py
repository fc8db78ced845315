"""A mailbox over IMAP (RFC 3501), TLS and bounded in time. Nothing is marked as seen by reading it."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("127.0.0.1", "localhost", "::1")
TIMEOUT = 20  # seconds, of each step
LARGEST = 10 * 1024 * 1024  # bytes of a mail that is read whole
HEAD = 64 * 1024  # bytes of one that is not
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(Exception):
    """One mail cannot be had."""


class Mailbox:
    def __init__(self, connection: imaplib.IMAP4) -> None:
        self._connection = connection

    def unseen(self) -> list[str]:
        """Oldest first."""
        data = self._ask("SEARCH", "UNSEEN")
        return sorted((data[0] or b"").decode("ascii").split(), key=int) if data else []

    def fetch(self, uid: str) -> tuple[bytes, bool]:
        """(bytes, whether they are the whole mail)."""
        said = self._ask("FETCH", uid, "(RFC822.SIZE)")
        size = _SIZE.search(b" ".join(each for each in said if isinstance(each, bytes)))
        if size is not None and int(size[1]) <= LARGEST:
            data = self._literal(uid, f"BODY.PEEK[]<0.{LARGEST + 1}>")
            if len(data) <= LARGEST:  # whatever size the server had said
                return data, True
        return self._literal(uid, f"BODY.PEEK[HEADER]<0.{HEAD}>"), False

    def mark_seen(self, uid: str) -> None:
        self._ask("STORE", uid, "+FLAGS", r"(\Seen)")

    def _literal(self, uid: str, what: str) -> bytes:
        for each in self._ask("FETCH", uid, f"({what})"):
            if isinstance(each, tuple):
                return each[1]
        raise MailboxError("邮件服务器没有给出邮件内容")

    def _ask(self, command: str, *values: str) -> list[bytes | tuple[bytes, bytes]]:
        """
        Raises:
            MailboxError: the server does not do it.
            OSError, IMAP4.abort: the server is away.
        """
        try:
            answer, data = self._connection.uid(command, *values)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise MailboxError(str(error)) from None
        if answer != "OK":
            raise MailboxError(f"邮件服务器拒绝 {command}")
        return [each for each in data if each is not None]


@contextmanager
def opened(address: str) -> Iterator[Mailbox]:
    """`address`: imaps://user:password@host:993/FOLDER, with % escapes; without TLS on this machine alone.

    Raises:
        ImproperlyConfigured
        OSError, IMAP4.error: the server is away, or does not let us in.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("imaps", "imap") or not parts.hostname:
        raise ImproperlyConfigured("INCOMING_MAIL: imaps://user:password@host:993/INBOX")
    if parts.scheme == "imap" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured("INCOMING_MAIL: only imaps:// leaves this machine")
    connection: imaplib.IMAP4
    if parts.scheme == "imaps":
        context = ssl.create_default_context()
        connection = imaplib.IMAP4_SSL(parts.hostname, parts.port or 993, ssl_context=context, timeout=TIMEOUT)
    else:
        connection = imaplib.IMAP4(parts.hostname, parts.port or 143, timeout=TIMEOUT)
    try:
        connection.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        answer, _data = connection.select(f'"{folder}"')
        if answer != "OK":
            raise imaplib.IMAP4.error(f"没有信箱 {folder}")
        yield Mailbox(connection)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            connection.logout()
        with suppress(OSError):  # closed already, after a proper farewell
            connection.shutdown()
