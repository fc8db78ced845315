from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from opencat.enums import OPEN_EXEMPTIONS, ExemptionStatus, NoticeStage
from opencat.models.category import Category
from opencat.models.entry import CatalogueEntry
from sites.organisation.models.unit import Unit


class CoverageExemption(models.Model):
    """A category that does not apply to a unit, with the reason, proposed by the unit and decided by the centre."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="exemptions", verbose_name="单位")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="exemptions", verbose_name="目录类别")
    reason = models.TextField("理由", max_length=500)
    status = models.CharField(
        "状态", max_length=20, choices=ExemptionStatus.choices, default=ExemptionStatus.WAITING, editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="申请人", editable=False
    )
    proposed_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="决定人",
        editable=False,
    )  # fmt: skip
    decided_at = models.DateTimeField("决定时间", null=True, editable=False)
    comment = models.TextField("意见", blank=True, editable=False)

    class Meta:
        verbose_name = "不适用申请"
        verbose_name_plural = "不适用申请"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "category"],
                condition=Q(status__in=OPEN_EXEMPTIONS),
                name="one_open_exemption",
                violation_error_message="这个单位的这个类别已有申请。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit.short_name} {self.category.name}"


class CoverageNotice(models.Model):
    """That the responsible people were told of a limit: once before it and once after it."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name="单位")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+", verbose_name="目录类别")
    due_on = models.DateField("期限")
    stage = models.CharField("提醒", max_length=10, choices=NoticeStage.choices)
    sent_at = models.DateTimeField("提醒时间", auto_now_add=True)

    class Meta:
        verbose_name = "覆盖提醒"
        verbose_name_plural = "覆盖提醒"
        constraints = [
            models.UniqueConstraint(fields=["unit", "category", "due_on", "stage"], name="one_coverage_notice")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.category_id} {self.due_on} {self.stage}"


class DeadlineNotice(models.Model):
    """That the responsible people were told of a draft's date: once before it and once after it."""

    entry = models.ForeignKey(
        CatalogueEntry, on_delete=models.CASCADE, related_name="deadline_notices", verbose_name="目录条目"
    )
    due_on = models.DateField("应公开日期")
    stage = models.CharField("提醒", max_length=10, choices=NoticeStage.choices)
    sent_at = models.DateTimeField("提醒时间", auto_now_add=True)

    class Meta:
        verbose_name = "期限提醒"
        verbose_name_plural = "期限提醒"
        constraints = [models.UniqueConstraint(fields=["entry", "due_on", "stage"], name="one_deadline_notice")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.due_on} {self.stage}"
