"""The outbox: side effects leave after commit, once, and wait when the mail server is away (design 8)."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from hub.models import OutboxMessage

logger = logging.getLogger(__name__)

# A mail server that is away is asked again after 1, 2, 4 … minutes, at most every hour.
LONGEST_PAUSE = timedelta(hours=1)
BATCH = 200


def enqueue_mail(*, key: str, recipient: str, subject: str, body: str) -> bool:
    """Puts one e-mail into the outbox of the running transaction; False if `key` was used before or nobody reads it."""
    if not recipient:
        return False
    _message, created = OutboxMessage.objects.get_or_create(
        key=key, defaults={"recipient": recipient, "subject": subject[:200], "body": body}
    )
    if created:
        # Imported late: tasks need the app registry.
        from hub.tasks import drain_outbox_task

        transaction.on_commit(drain_outbox_task.enqueue, robust=True)
    return created


def drain_outbox(limit: int = BATCH) -> int:
    """Sends what waits, oldest first; returns how many left. A failure is noted, and that message waits."""
    sent = 0
    connection = get_connection()
    for pk in list(OutboxMessage.objects.waiting().values_list("pk", flat=True)[:limit]):
        sent += _send_one(pk, connection)
    return sent


def _send_one(pk: int, connection: object) -> bool:
    """One message in one transaction. The row lock keeps a second worker from sending it as well."""
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True, of=("self",)).waiting().filter(pk=pk).first()
        )
        if message is None:
            return False
        message.attempts += 1
        try:
            EmailMessage(message.subject, message.body, to=[message.recipient], connection=connection).send()
        except OSError as error:  # smtplib's errors and socket errors are OSErrors
            pause = min(timedelta(minutes=2 ** (message.attempts - 1)), LONGEST_PAUSE)
            message.next_attempt_at = timezone.now() + pause
            message.last_error = f"{type(error).__name__}: {error}"[:300]
            logger.warning("Mail %s not sent (%s); next attempt in %s", message.pk, message.last_error, pause)
        else:
            message.sent_at = timezone.now()
        message.save(update_fields=["attempts", "next_attempt_at", "last_error", "sent_at"])
    return message.sent_at is not None
