from __future__ import annotations

from django.db import models


class MailKind(models.TextChoices):
    LETTER = "letter", "来信"
    AUTO_REPLY = "auto_reply", "自动回复"
    BOUNCE = "bounce", "退信"


class Reading(models.TextChoices):
    """How much of a mail was read. What was not is still in the mailbox."""

    WHOLE = "whole", "已读取"
    CUT = "cut", "正文过长，只保留开头"
    TOO_LARGE = "too_large", "过大，未读取正文"
    UNREADABLE = "unreadable", "无法读取正文"


class MailState(models.TextChoices):
    NEW = "new", "未匹配"
    OPEN = "open", "待处理"
    FILED = "filed", "已归入办件"
    KEPT = "kept", "存档"
    DISMISSED = "dismissed", "不处理"
