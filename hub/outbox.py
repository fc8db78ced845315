"""Mail leaves after commit, once, and waits when the mail server is away (design 8, docs/outbox.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from email.utils import parseaddr
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django_tasks import task

from hub.draining import drain
from hub.models import OutboxMessage

MOST_RESENDINGS = 3
RESEND_AFTER = timedelta(hours=6)
_ID = re.compile(r"<m(\d{1,18})\.([0-9a-f]{20})@[^<>@\s]+>")


def enqueue_mail(
    *, key: str, recipient: str, subject: str, body: str, at_once: bool = True, is_private: bool = False
) -> bool:
    """Puts one e-mail into the outbox of the running transaction; False if `key` was used before or nobody reads it.

    A subject is one line of at most 200 characters, whatever the title in it holds. What need not
    leave `at_once` leaves with the next run of `drain_outbox`, or with other mail. `is_private`: to a
    citizen, whose address is stored encrypted; answers and bounces go to LETTERS_REPLY_TO.
    """
    if not recipient:
        return False
    column = "private_recipient" if is_private else "recipient"
    _message, created = OutboxMessage.objects.get_or_create(
        key=key, defaults={column: recipient, "subject": " ".join(subject.split())[:200], "body": body}
    )
    if created and at_once:
        transaction.on_commit(drain_outbox_task.enqueue, robust=True)
    return created


def write_to(person: AbstractBaseUser | None, *, key: str, subject: str, text: str) -> bool:
    """A mail to a person by name, as `enqueue_mail`; False as well for nobody, and for who no longer works here."""
    if person is None or not person.is_active:
        return False
    return enqueue_mail(key=key, recipient=person.email, subject=subject, body=f"{person}：\n\n{text}\n")


def drain_outbox() -> int:
    """Sends what waits, oldest first, each in a transaction of its own; returns how many left."""
    return drain(OutboxMessage.objects.all(), partial(_send, connection=get_connection()), size=1)


@task()
def drain_outbox_task() -> int:
    """Started after each commit that queued mail; what fails then is a matter of the scheduler."""
    return drain_outbox()


def message_id(message: OutboxMessage) -> str:
    """Always the same of a row, and known only to who has received the mail."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<m{message.pk}.{_seal(message.pk)}@{domain}>"


def message_answered(text: str) -> OutboxMessage | None:
    """The newest of our mails that headers like In-Reply-To and References name; None for made-up names."""
    named = {int(number) for number, seal in _ID.findall(text) if constant_time_compare(seal, _seal(int(number)))}
    return OutboxMessage.objects.filter(pk__in=named).order_by("-pk").first()


def send_again(message: OutboxMessage) -> bool:
    """After a failure on the way that may pass; False when it was tried often enough."""
    waiting = OutboxMessage.objects.filter(pk=message.pk, sent_at__isnull=False, bounces__lt=MOST_RESENDINGS)
    then = timezone.now() + RESEND_AFTER * 2**message.bounces
    return bool(waiting.update(sent_at=None, bounces=message.bounces + 1, next_attempt_at=then))


def _seal(number: int) -> str:
    return salted_hmac("hub.outbox.message_id", str(number), algorithm="sha256").hexdigest()[:20]


def _send(messages: Sequence[OutboxMessage], *, connection: BaseEmailBackend) -> int:
    for message in messages:
        _mail(message, connection).send()
        message.sent_at = timezone.now()
        message.save(update_fields=["sent_at"])
    return len(messages)


def _mail(message: OutboxMessage, connection: BaseEmailBackend) -> EmailMessage:
    """As nobody's hand wrote it (RFC 3834). What comes back to a citizen's mail comes to who reads it."""
    headers = {"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"}
    envelope = None
    if message.private_recipient and settings.LETTERS_REPLY_TO:
        envelope = settings.LETTERS_REPLY_TO
        headers |= {"Reply-To": envelope, "From": settings.DEFAULT_FROM_EMAIL}
    return EmailMessage(
        message.subject, message.body, envelope, [message.address], headers=headers, connection=connection
    )
