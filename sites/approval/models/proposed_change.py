from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from hub.models.two_people import ByTwoPeople
from sites.approval.enums import ChangeKind, ChangeStatus
from sites.approval.models.of_content import OfContentQuerySet


class ProposedChange(ByTwoPeople):
    """One person's change of a row that the public sees, and another person's word on it.

    `values` and `before` are the row by the names of its columns, as JSON; empty for a deletion, for an addition.
    """

    repeats_text = True  # hub.text_fields: forms have checked it, and storing the row does once more

    kind = models.CharField("事项", max_length=10, choices=ChangeKind.choices)
    status = models.CharField("状态", max_length=10, choices=ChangeStatus.choices, default=ChangeStatus.WAITING)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="内容类型")
    object_id = models.BigIntegerField("内容编号", null=True)  # None until an addition is confirmed
    title = models.CharField("标题", max_length=255)
    values = models.JSONField("改为", default=dict, encoder=DjangoJSONEncoder)
    before = models.JSONField("原为", default=dict, encoder=DjangoJSONEncoder)
    comment = models.TextField("意见", max_length=500, blank=True)

    objects = OfContentQuerySet.as_manager()

    class Meta(ByTwoPeople.Meta):
        verbose_name = "待复核的修改"
        verbose_name_plural = "待复核的修改"
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=models.Q(status=ChangeStatus.WAITING),
                name="one_waiting_change_a_row",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="proposed_change_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.content_type.name}“{self.title}”"
