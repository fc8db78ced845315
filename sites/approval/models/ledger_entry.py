from __future__ import annotations

from django.conf import settings
from django.db import models

from hub.models import AppendOnlyModel
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit


class LedgerEntry(AppendOnlyModel):
    """One step of a page's way to the public and back: who, when, in which office, which revision, which content.

    Append-only. `digest` is that of the content (sites.approval.digest); `hash` seals the row and the one before it
    (sites.approval.ledger). People and pages are named as they were, and stay readable when they are gone.
    """

    serial = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间")
    action = models.CharField("事项", max_length=20, choices=LedgerAction.choices)
    step = models.CharField("环节", max_length=20, choices=ApprovalStep.choices, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="经办人"
    )
    actor_name = models.CharField("经办人姓名", max_length=150)
    office = models.CharField("职责", max_length=30, choices=Office.choices, blank=True)
    on_behalf_of = models.CharField("代理", max_length=150, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    page_id = models.BigIntegerField("页面编号", db_index=True)
    page_title = models.CharField("标题", max_length=255)
    revision_id = models.BigIntegerField("版本编号", null=True)
    digest = models.CharField("内容摘要值", max_length=64, blank=True)
    declaration = models.JSONField("保密审查声明", default=list)
    comment = models.TextField("意见", blank=True)
    hash = models.CharField("链值", max_length=64)

    class Meta:
        verbose_name = "审批台账"
        verbose_name_plural = "审批台账"
        ordering = ["serial"]
        indexes = [models.Index(fields=["page_id", "serial"])]

    def __str__(self) -> str:
        return f"{self.serial} {self.get_action_display()} {self.page_title}"
