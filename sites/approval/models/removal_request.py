from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page

from hub.events import SYSTEM
from sites.approval.enums import RemovalKind, RemovalStatus
from sites.approval.models.of_content import OfContentQuerySet
from sites.organisation.models.unit import Unit


class RemovalRequest(models.Model):
    """A request to change how something public stands there, and the decision of a leader of its unit.

    `content` is None once it is deleted; of a page it is the row of the tree. `because_of` and `relation`: the document
    of another unit that says so, and what it does. `neighbour`: in front of which page to stand; None for the end.
    """

    kind = models.CharField("事项", max_length=20, choices=RemovalKind.choices)
    status = models.CharField("状态", max_length=20, choices=RemovalStatus.choices, default=RemovalStatus.WAITING)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="内容类型")
    object_id = models.BigIntegerField("内容编号")
    content = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    title = models.CharField("标题", max_length=255)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    destination = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="移到哪个栏目"
    )
    because_of = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="因哪份文件"
    )
    relation = models.CharField("关系", max_length=20, blank=True)
    neighbour = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="排在谁之前"
    )
    reason = models.TextField("理由", max_length=500)
    proposed_by = models.ForeignKey(  # None: nobody, but the system
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    due_on = models.DateField("应完成日期")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    comment = models.TextField("意见", blank=True)

    objects = OfContentQuerySet.as_manager()

    class Meta:
        verbose_name = "公开内容的处理"
        verbose_name_plural = "公开内容的处理"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=models.Q(status=RemovalStatus.WAITING) & ~models.Q(kind=RemovalKind.RESTATE),
                name="one_open_removal_a_content",
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "because_of", "relation"],
                condition=models.Q(status=RemovalStatus.WAITING, kind=RemovalKind.RESTATE),
                name="one_open_restatement_a_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}《{self.title}》"

    @property
    def proposer(self) -> str:
        return str(self.proposed_by) if self.proposed_by else SYSTEM
