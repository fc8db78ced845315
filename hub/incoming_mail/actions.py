"""What is in the mailbox comes into the database: stored first, marked as seen after it, so that nothing gets lost."""

from __future__ import annotations

import hashlib
import imaplib

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, transaction

from hub.failures import error_text
from hub.incoming_mail.files import judged, keep_files
from hub.incoming_mail.mailbox import Mailbox, opened
from hub.incoming_mail.parsing import ParsedMail, parse
from hub.models import IncomingMail
from hub.outbox import message_answered
from hub.scheduler.registry import JobFailed

PORTION = 200  # mails of one run


def read_incoming_mail() -> str:
    """Returns in Chinese what was done.

    Raises:
        JobFailed: the mailbox is away, or some mails could not be read; those stay unseen.
    """
    if not settings.INCOMING_MAIL:
        return "没有设置 INCOMING_MAIL，不收邮件。"
    try:
        with opened(settings.INCOMING_MAIL) as mailbox:
            stored, failed = _read(mailbox)
    except (OSError, imaplib.IMAP4.error, ImproperlyConfigured) as error:
        raise JobFailed(f"信箱无法读取：{error_text(error, 150)}。邮件都在信箱里，稍后再收。") from error
    if failed:
        raise JobFailed(f"收到 {stored} 封，{len(failed)} 封未能保存，仍在信箱里：{'；'.join(failed[:3])}")
    return f"收到 {stored} 封邮件。"


def _read(mailbox: Mailbox) -> tuple[int, list[str]]:
    stored, failed = 0, []
    for uid in mailbox.unseen()[:PORTION]:
        try:
            stored += store(*mailbox.fetch(uid))
            mailbox.mark_seen(uid)
        except (OperationalError, OSError, imaplib.IMAP4.abort):
            raise
        except Exception as error:  # its own matter: the others are read
            failed.append(f"{uid}：{error_text(error, 80)}")
    return stored, failed


def store(data: bytes, is_whole: bool = True) -> bool:
    """False if it is there already."""
    mail = parse(data, is_whole=is_whole)
    digest = _digest(mail, data)
    if IncomingMail.objects.filter(digest=digest).exists():
        return False
    files = judged(mail.files)
    with transaction.atomic():
        row, is_new = IncomingMail.objects.get_or_create(digest=digest, defaults=_values_of(mail))
        if is_new:
            keep_files(row, files)
    return is_new


def _values_of(mail: ParsedMail) -> dict[str, object]:
    return {
        "kind": mail.kind,
        "reading": mail.reading,
        "sender": mail.sender[:254],
        "subject": mail.subject,
        "text": mail.text,
        "attachments": "\n".join(mail.attachments),
        "in_answer_to": message_answered(mail.references),
        "bounced_address": mail.bounce.address,
        "bounce_action": mail.bounce.action,
        "bounce_status": mail.bounce.status,
    }


def _digest(mail: ParsedMail, data: bytes) -> str:
    """Of name, sender and body, so that one that comes over two roads is one; of all bytes where nothing names it."""
    _head, _blank, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    named = "\0".join((mail.message_id, mail.sender, mail.subject, "")).encode()
    return hashlib.sha256(named + body if mail.message_id else data).hexdigest()
