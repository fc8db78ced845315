from __future__ import annotations

from django.db import models

from sites.casework.enums import NoticeKind
from sites.casework.models.case import Case


class ClockNotice(models.Model):
    """That somebody was told of a date: once for each date, however often or late the job runs."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clock_notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    due_on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "期限提醒"
        constraints = [models.UniqueConstraint(fields=["case", "kind", "due_on"], name="one_notice_per_date")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_kind_display()} {self.due_on}"
