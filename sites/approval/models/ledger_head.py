from __future__ import annotations

from django.db import models


class LedgerHead(models.Model):
    """The end of the chain: one row, locked while an entry is appended, so that the chain never forks."""

    serial = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    key_id = models.CharField(max_length=16, blank=True)

    class Meta:
        verbose_name = "台账末尾标记"
        verbose_name_plural = "台账末尾标记"

    def __str__(self) -> str:
        return str(self.serial)
