from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from wagtail.models import Page

from sites.approval.enums import BatchStatus
from sites.organisation.models.unit import Unit


class ImportBatch(models.Model):
    """A file that is to be imported into a column of a unit, and the yes of the unit's leader to exactly its bytes.

    `rows` is what the rehearsal found: `line`, `external_id`, `title`, `fate` and `why` of each. Without a `kind` there
    is no file: a program of the install puts its own contents in.
    """

    status = models.CharField("状态", max_length=20, choices=BatchStatus.choices, default=BatchStatus.WAITING)
    name = models.CharField("文件", max_length=100)
    digest = models.CharField("文件摘要", max_length=64, help_text="SHA-256")
    kind = models.CharField("格式", max_length=20, blank=True)
    options = models.JSONField("选项", default=dict)
    column = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="栏目")
    column_title = models.CharField("栏目名称", max_length=255)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    counts = models.JSONField("检查结果", default=dict)
    rows = models.JSONField("各行", default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    due_on = models.DateField("应完成日期")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    comment = models.TextField("意见", blank=True)
    done = models.PositiveIntegerField("已处理行数", default=0)
    result = models.JSONField("导入结果", default=dict)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"

    def __str__(self) -> str:
        return f"{self.name} → {self.column_title}"

    @property
    def total(self) -> int:
        return int(self.counts.get("total", 0))

    @property
    def samples(self) -> list[dict[str, Any]]:
        """Rows of which the leader reads the page."""
        return [row for row in self.rows if row["fate"] in ("new", "changed")][:3]
