from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class ByTwoPeople(models.Model):
    """What one person proposes and another one decides. The rows are the record of it."""

    wagtail_reference_index_ignore = True

    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        abstract = True
        ordering = ["-pk"]
