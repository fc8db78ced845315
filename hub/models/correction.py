from __future__ import annotations

from django.db import models


class ScriptCorrection(models.Model):
    """The city's own word on how a name or term is written in Traditional Chinese, before OpenCC's dictionaries."""

    class Kind(models.TextChoices):
        PLACE = "place", "地名"
        PERSON = "person", "人名"
        TERM = "term", "用语"

    simplified = models.CharField("简体", max_length=60, unique=True)
    traditional = models.CharField("繁体", max_length=60)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices, default=Kind.TERM)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "繁体用字校正"
        verbose_name_plural = "繁体用字校正"
        ordering = ["kind", "simplified"]

    def __str__(self) -> str:
        return f"{self.simplified} → {self.traditional}"
