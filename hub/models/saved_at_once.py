from __future__ import annotations

from typing import Any

from django.db import models, transaction


class SavedAtOnce(models.Model):
    """Saved in one transaction with the signals around it: what they look at stays until the row is stored."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
