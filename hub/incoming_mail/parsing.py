"""A mail from its bytes. Pure; no mail makes it fail: what cannot be read is left out, and said so.

RFC 5322 (messages), 2045–2047 (MIME), 3464 (delivery status), 3834 (automatic answers).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses

from hub.incoming_mail.enums import MailKind, Reading
from hub.incoming_mail.plain_text import decoded, plain_text
from hub.text_rules import validate_line, validate_paragraphs, without_hidden

LONGEST_TEXT = 20_000  # characters
LONGEST_LINE = 300
LONGEST_HEADER = 20_000  # before it is decoded
MOST_PARTS = 100
_ADDRESS = re.compile(r"[^@\s<>]{1,64}@[^@\s<>]{1,189}")
_AUTO_SUBJECT = re.compile(r"^\s*(自动回复|自動回覆|自动答复|auto(matic)?[ -]?(reply|response)|out of office)", re.I)
_SYSTEM_SENDER = re.compile(r"^(mailer-daemon|postmaster)@", re.I)


@dataclass(frozen=True)
class Bounce:
    """What a mail server says of a mail that it could not deliver; "" for what it does not say."""

    address: str = ""
    action: str = ""  # failed, delayed, delivered, relayed, expanded
    status: str = ""  # RFC 3463: 5.1.1


@dataclass(frozen=True)
class MailFile:
    """What came with a mail, as it declares it; nobody has looked at it."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class ParsedMail:
    """`references`: every Message-ID that the mail names as what it answers. `attachments`: names of all that came with
    it; `files`: of these, what has content of its own."""

    kind: MailKind = MailKind.LETTER
    reading: Reading = Reading.WHOLE
    message_id: str = ""
    sender: str = ""
    subject: str = ""
    text: str = ""
    references: str = ""
    attachments: tuple[str, ...] = ()
    files: tuple[MailFile, ...] = ()
    bounce: Bounce = Bounce()


def parse(data: bytes, *, is_whole: bool = True) -> ParsedMail:
    """`is_whole`: whether `data` is more than the head of a mail that is too large."""
    try:
        head = BytesParser(policy=policy.compat32).parsebytes(data, headersonly=True)
        found = _of_head(head)
    except Exception:  # whatever the parser of a header stumbles over
        return ParsedMail(reading=Reading.UNREADABLE)
    if not is_whole:
        return replace(found, reading=Reading.TOO_LARGE)
    try:
        return _with_body(found, BytesParser(policy=policy.compat32).parsebytes(data))
    except Exception:  # nested beyond all bounds, above all
        return replace(found, reading=Reading.UNREADABLE)


def _of_head(head: Message) -> ParsedMail:
    found = ParsedMail(
        message_id=header(head, "Message-ID"),
        sender=sender_of(head),
        subject=header(head, "Subject"),
        references=f"{header(head, 'In-Reply-To', 2000)} {header(head, 'References', 8000)}",
    )
    return replace(found, kind=_kind(head, found))


def _kind(head: Message, found: ParsedMail) -> MailKind:
    content = header(head, "Content-Type").lower()
    if "multipart/report" in content and "disposition-notification" not in content:
        return MailKind.BOUNCE
    if _SYSTEM_SENDER.match(found.sender):
        return MailKind.BOUNCE
    is_automatic = header(head, "Auto-Submitted").lower() not in ("", "no")
    if is_automatic or "multipart/report" in content or header(head, "X-Autoreply"):
        return MailKind.AUTO_REPLY
    if _AUTO_SUBJECT.match(found.subject):
        return MailKind.AUTO_REPLY
    if header(head, "Return-Path") == "<>":
        return MailKind.BOUNCE
    return MailKind.LETTER


def _with_body(found: ParsedMail, message: Message) -> ParsedMail:
    parts = list(_parts(message))
    # One that calls itself multipart and has no parts is text.
    texts = [
        part for part in parts if part.get_content_maintype() in ("text", "multipart") and not _is_attachment(part)
    ]
    plain = [part for part in texts if part.get_content_subtype() not in ("html", "calendar", "rfc822-headers")]
    html = [part for part in texts if part.get_content_subtype() == "html"]
    text = "\n".join(map(decoded, plain)).strip() or "\n".join(plain_text(decoded(part)) for part in html).strip()
    text = without_hidden(text.replace("\r\n", "\n").replace("\r", "\n"), validate_paragraphs)
    shown = {id(part) for part in (*plain, *html)}
    beside = [(name, part) for part in parts if id(part) not in shown and (name := _name(part))][:MOST_PARTS]
    return replace(
        found,
        text=text[:LONGEST_TEXT],
        reading=Reading.CUT if len(text) > LONGEST_TEXT else Reading.WHOLE,
        attachments=tuple(name for name, _part in beside),
        files=tuple(_files(beside)) if found.kind == MailKind.LETTER else (),
        bounce=_bounce(message) if found.kind == MailKind.BOUNCE else Bounce(),
        references=" ".join([found.references, *_originals(message)])
        if found.kind == MailKind.BOUNCE
        else found.references,
    )


def _parts(message: Message) -> Iterator[Message]:
    """Leaves, in order; a mail within the mail is one."""
    waiting = [message]
    for _ in range(MOST_PARTS * 2):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting[:0] = [each for each in part.get_payload() if isinstance(each, Message)]
        else:
            yield part


def _files(beside: list[tuple[str, Message]]) -> Iterator[MailFile]:
    for name, part in beside:
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield MailFile(name, content, _line(part.get_content_type()))


def _is_attachment(part: Message) -> bool:
    return (part.get_content_disposition() or "") == "attachment" or bool(part.get_filename())


def _name(part: Message) -> str:
    if part.get_content_type() in ("message/delivery-status", "text/rfc822-headers"):
        return ""
    name = ""
    with suppress(Exception):  # an encoding that nobody knows
        name = str(make_header(decode_header(str(part.get_filename() or "")[:LONGEST_HEADER])))
    return _line(name)[:LONGEST_LINE] or f"（未命名，{_line(part.get_content_type())}）"


def _bounce(message: Message) -> Bounce:
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        payload = part.get_payload()
        for block in payload if isinstance(payload, list) else []:
            recipient = header(block, "Original-Recipient") or header(block, "Final-Recipient")
            if recipient:
                return Bounce(
                    address=_address(recipient.rpartition(";")[2]),
                    action=header(block, "Action").lower()[:20],
                    status=_status(header(block, "Status")),
                )
    return Bounce()


def _status(text: str) -> str:
    found = re.match(r"[245]\.\d{1,3}\.\d{1,3}", text)
    return found[0] if found else ""


def _originals(message: Message) -> Iterator[str]:
    """Message-IDs of the mail that came back, which is attached whole or as its head."""
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            head = BytesParser(policy=policy.compat32).parsebytes(decoded(part).encode(), headersonly=True)
            yield header(head, "Message-ID")
        elif part is not message and (found := header(part, "Message-ID")):
            yield found


def sender_of(head: Message) -> str:
    """The address alone; "" where there is none, or more than one."""
    found = {address for _name, address in getaddresses([header(head, "From")]) if _ADDRESS.fullmatch(address)}
    return found.pop() if len(found) == 1 else ""


def _address(text: str) -> str:
    found = _ADDRESS.search(text)
    return _line(found[0]) if found else ""


def header(message: Message, name: str, longest: int = LONGEST_LINE) -> str:
    """The first of that name, decoded as far as it can be, in one line."""
    value = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    text = str(value)[:LONGEST_HEADER]
    if any("\udc80" <= each <= "\udcff" for each in text):  # bytes without any declaration
        text = _of_bytes(text.encode("utf-8", "surrogateescape"))
    with suppress(Exception):  # a charset or a base64 that nobody knows: as it stands
        text = str(make_header(decode_header(text)))
    return _line(text)[:longest]


def _of_bytes(data: bytes) -> str:
    for charset in ("utf-8", "gb18030"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _line(text: str) -> str:
    return without_hidden(" ".join(text.split()), validate_line)
