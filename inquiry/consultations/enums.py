from __future__ import annotations

from django.db import models


class ConsultationKind(models.TextChoices):
    """What people are asked about. The law sets how long, by the kind (`TERM_OF_KIND`)."""

    NORMATIVE = "normative", "行政规范性文件"
    RULES = "rules", "规章草案"
    DECISION = "decision", "重大行政决策"
    OTHER = "other", "其他"


class ConsultationState(models.TextChoices):
    """By the clock, and by whether its outcome is public."""

    COMING = "coming", "即将开始"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"
    ANSWERED = "answered", "已公布结果"


class Verdict(models.TextChoices):
    """What became of a group of opinions."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    NOT_ADOPTED = "not_adopted", "未采纳"


class Showing(models.TextChoices):
    """Whether a comment is to be read in the outcome, masked."""

    UNDECIDED = "undecided", "未定"
    SHOWN = "shown", "选登"
    HIDDEN = "hidden", "不选登"


# No term: nobody asks how long.
TERM_OF_KIND = {
    ConsultationKind.NORMATIVE: "comment_normative",
    ConsultationKind.RULES: "comment_rules",
    ConsultationKind.DECISION: "comment_decision",
}
OUTCOME_TERM = "publish_comment_outcome"
