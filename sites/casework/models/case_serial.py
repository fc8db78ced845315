from __future__ import annotations

from django.db import models


class CaseSerial(models.Model):
    """The last serial that was given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "办件编号"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
