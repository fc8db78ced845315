from __future__ import annotations

from typing import Self

from django.db import models

from hub.models.outbox import OutboxQuerySet, OutboxRow
from hub.private_fields.fields import EncryptedCharField
from hub.private_fields.models import PrivateDataModel


class OutboxMessageQuerySet(OutboxQuerySet):
    def waiting(self) -> Self:
        return super().waiting().filter(sent_at=None)


class OutboxMessage(PrivateDataModel, OutboxRow):
    """An e-mail that was decided in a transaction and leaves after it, once.

    `key` names the occasion ("arrival of task 12 for user 3"), so that the same notice is never sent twice; that is why
    a row stays when its mail has left. A citizen's address is in `private_recipient`, and `recipient` is empty.
    """

    repeats_text = True  # hub.text_fields

    key = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField(blank=True)
    private_recipient = EncryptedCharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    sent_at = models.DateTimeField(null=True, blank=True)
    bounces = models.PositiveSmallIntegerField(default=0)  # how often it came back and was sent again

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "待发邮件"
        verbose_name_plural = "待发邮件"

    def __str__(self) -> str:
        return f"{self.recipient or self.pk}: {self.subject}"

    @property
    def address(self) -> str:
        """
        Raises:
            UnreadablePrivateData
        """
        return self.private_recipient or self.recipient
