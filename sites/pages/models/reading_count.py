from __future__ import annotations

from django.db import models
from wagtail.models import Page


class ReadingCount(models.Model):
    """How often a page was read. Kept apart from the page: it is no content, and no leader approves it."""

    page = models.OneToOneField(Page, primary_key=True, on_delete=models.CASCADE, related_name="reading_count")
    readings = models.PositiveBigIntegerField("阅读次数", default=0)

    class Meta:
        verbose_name = "阅读次数"
        verbose_name_plural = "阅读次数"

    def __str__(self) -> str:
        return f"{self.page_id}: {self.readings}"
