from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import get_default_page_content_type

from hub.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.models.of_content import OfContentQuerySet
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit


class LedgerEntryQuerySet(OfContentQuerySet, AppendOnlyQuerySet):
    def of_pages(self, keys: Iterable[int] | models.QuerySet[Any]) -> LedgerEntryQuerySet:
        return self.filter(content_type=get_default_page_content_type(), object_id__in=keys)


class LedgerEntry(AppendOnlyModel):
    """One step of a content's way to the public and back: who, when, in which office, which revision, which content.

    Append-only. `digest` is that of the content (sites.approval.digest); `hash` seals the row and the one before it
    (sites.approval.seals). People and contents are named as they were, and stay readable when they are gone.
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
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="内容类型")
    object_id = models.BigIntegerField("内容编号")
    title = models.CharField("标题", max_length=255)
    revision_id = models.BigIntegerField("版本编号", null=True)
    digest = models.CharField("内容摘要值", max_length=64, blank=True)
    declaration = models.JSONField("保密审查声明", default=list)
    comment = models.TextField("意见", blank=True)
    # The steps without which the content could not become public when this row was written.
    required = models.JSONField("所需环节", default=list)
    # What the public sees beside the content (`ApprovableContent.public_facts`), of rows that make something public.
    facts = models.JSONField("公开事实", default=dict)
    seal_version = models.PositiveSmallIntegerField("封存格式", default=2)
    key_id = models.CharField("封存密钥", max_length=16, blank=True)
    hash = models.CharField("链值", max_length=64)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "审批台账"
        verbose_name_plural = "审批台账"
        ordering = ["serial"]
        indexes = [models.Index(fields=["content_type", "object_id", "serial"])]

    def __str__(self) -> str:
        return f"{self.serial} {self.get_action_display()} {self.title}"
