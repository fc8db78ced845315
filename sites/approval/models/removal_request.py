from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page

from sites.approval.enums import RemovalKind, RemovalStatus
from sites.approval.models.of_content import OfContentQuerySet
from sites.organisation.models.unit import Unit


class RemovalRequest(models.Model):
    """A request to unpublish, delete or move what is public, and the leader's decision on it.

    `content` is None once it is deleted; of a page it is the row of the tree.
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
    reason = models.TextField("理由", max_length=500)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
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
        verbose_name = "撤下、删除与移动"
        verbose_name_plural = "撤下、删除与移动"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=models.Q(status=RemovalStatus.WAITING),
                name="one_open_removal_a_content",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}《{self.title}》"
