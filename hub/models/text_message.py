from __future__ import annotations

from typing import Self

from django.db import models

from hub.models.outbox import OutboxQuerySet, OutboxRow
from hub.private_fields import blind_index
from hub.private_fields.blind_index import BlindIndexField
from hub.private_fields.fields import EncryptedCharField
from hub.private_fields.models import PrivateDataModel

MOST_ATTEMPTS = 12  # some seven hours: later nobody needs it


class TextMessageQuerySet(OutboxQuerySet):
    def waiting(self) -> Self:
        return super().waiting().filter(sent_at=None, attempts__lt=MOST_ATTEMPTS)


class TextMessage(PrivateDataModel, OutboxRow):
    """A text message that was decided in a transaction and leaves after it. `text` is what the telephone shows."""

    repeats_text = True  # hub.text_fields

    key = models.CharField(max_length=200, unique=True)
    telephone = EncryptedCharField(max_length=30)
    telephone_index = BlindIndexField("telephone", blind_index.telephone)
    template = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    text = models.CharField(max_length=300)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = TextMessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待发短信"

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"
