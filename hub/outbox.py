"""Mail leaves after commit, once, and waits when the mail server is away (design 8, docs/outbox.md)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from hub.draining import drain
from hub.models import OutboxMessage


def enqueue_mail(*, key: str, recipient: str, subject: str, body: str, at_once: bool = True) -> bool:
    """Puts one e-mail into the outbox of the running transaction; False if `key` was used before or nobody reads it.

    A subject is one line of at most 200 characters, whatever the title in it holds. What need not
    leave `at_once` leaves with the next run of `drain_outbox`, or with other mail.
    """
    if not recipient:
        return False
    _message, created = OutboxMessage.objects.get_or_create(
        key=key, defaults={"recipient": recipient, "subject": " ".join(subject.split())[:200], "body": body}
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


def _send(messages: Sequence[OutboxMessage], *, connection: BaseEmailBackend) -> int:
    for message in messages:
        EmailMessage(message.subject, message.body, to=[message.recipient], connection=connection).send()
        message.sent_at = timezone.now()
        message.save(update_fields=["sent_at"])
    return len(messages)
