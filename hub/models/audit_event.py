from __future__ import annotations

from django.conf import settings
from django.db import models

from hub.models.append_only import AppendOnlyModel


class AuditEvent(AppendOnlyModel):
    """What somebody, or the system, has done: who, when, what, to what, and by which article or for which reason.

    For what is no step of an approval; those are in the approval ledger.
    """

    repeats_text = True  # hub.text_fields

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="经办人"
    )
    actor_name = models.CharField("经办人姓名", max_length=150)
    action = models.CharField("事项", max_length=60, help_text="例如：期限变更")
    subject = models.CharField("对象", max_length=300)
    unit_code = models.CharField("单位代码", max_length=40, blank=True, db_index=True)
    message = models.TextField("内容")
    reason = models.CharField("依据或原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "事件记录"
        verbose_name_plural = "事件记录"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
