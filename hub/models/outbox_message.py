from __future__ import annotations

from typing import Self

from django.db import models

from hub.models.outbox import OutboxQuerySet, OutboxRow


class OutboxMessageQuerySet(OutboxQuerySet):
    def waiting(self) -> Self:
        return super().waiting().filter(sent_at=None)


class OutboxMessage(OutboxRow):
    """An e-mail that was decided in a transaction and leaves after it, once.

    `key` names the occasion ("arrival of task 12 for user 3"), so that the same notice is never sent twice; that is why
    a row stays when its mail has left.
    """

    repeats_text = True  # hub.text_fields

    key = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "待发邮件"
        verbose_name_plural = "待发邮件"

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"
