from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from wagtail.models import Page, Revision

from sites.approval.enums import ApprovalStep, ReviewStatus
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.organisation.models.unit import Unit


class EmergencyReview(models.Model):
    """What one office, which was not asked before an emergency was published, says about it afterwards."""

    publication = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, related_name="reviews", verbose_name="发布记录"
    )
    step = models.CharField("环节", max_length=20, choices=ApprovalStep.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    status = models.CharField("状态", max_length=20, choices=ReviewStatus.choices, default=ReviewStatus.WAITING)
    due_on = models.DateField("应完成日期")
    due_explanation = models.TextField("期限说明", blank=True)
    # Who wrote it, sent it or approved it.
    barred = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="审查人"
    )
    decided_at = models.DateTimeField("审查时间", null=True)
    comment = models.TextField("意见", max_length=500, blank=True)
    removal = models.ForeignKey(
        RemovalRequest, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="撤下申请"
    )

    class Meta:
        verbose_name = "突发事件信息事后审查"
        verbose_name_plural = "突发事件信息事后审查"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "step"], name="one_review_an_office"),
            models.UniqueConstraint(fields=["publication", "decided_by"], name="emergency_review_by_two_people"),
        ]
        indexes = [
            models.Index(
                fields=["unit", "step"],
                condition=models.Q(status=ReviewStatus.WAITING),
                name="open_review_by_unit_step",
            )
        ]

    def __str__(self) -> str:
        return f"事后审查：《{self.publication.title}》"

    @property
    def content(self) -> Any:
        """As it is stored now; None once it is deleted."""
        model = self.publication.content_type.model_class()
        content = model._base_manager.filter(pk=self.publication.object_id).first() if model else None
        return content.specific if isinstance(content, Page) else content

    @property
    def revision(self) -> Revision | None:
        """What was published; None once it is deleted."""
        return Revision.objects.filter(pk=self.publication.revision_id).first()
