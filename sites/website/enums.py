from __future__ import annotations

from django.db import models


class NoticeKind(models.TextChoices):
    """What a banner says, the most urgent first; MOURNING shows the pages in grey as well."""

    EMERGENCY = "emergency", "突发事件"
    OUTAGE = "outage", "停机维护"
    NOTE = "note", "一般提示"
    MOURNING = "mourning", "哀悼"
