from __future__ import annotations

from django.db import models


class VerificationRun(models.Model):
    """One reading of everything public against the ledger. The latest are kept."""

    repeats_text = True  # hub.text_fields

    started_at = models.DateTimeField("开始")
    seen_at = models.DateTimeField("最近进展")
    finished_at = models.DateTimeField("结束", null=True)
    is_whole = models.BooleanField("全面核对")
    total = models.PositiveIntegerField("公开内容数")
    checked = models.PositiveIntegerField("已核对", default=0)
    files_read = models.PositiveIntegerField("读取文件数", default=0)
    found = models.PositiveIntegerField("问题数", default=0)
    # The first of them: [kind, sentence, key of the page or null].
    findings = models.JSONField("问题", default=list)
    by_kind = models.JSONField("各类问题数", default=dict)

    class Meta:
        verbose_name = "核对记录"
        verbose_name_plural = "核对记录"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
