from __future__ import annotations

from django.db import models
from django.utils import timezone

from sites.organisation.models.unit import Unit


class Tree(models.Model):
    """An old tree that a unit looks after, entered in a register of its own."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="养护单位")
    name = models.CharField("名称", max_length=60)
    place = models.CharField("位置", max_length=100)
    story = models.TextField("说明", blank=True)
    photo_sheet = models.ForeignKey(
        "hub.GroupDocument", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="图册"
    )
    surveyed_on = models.DateField("普查日期")
    is_public = models.BooleanField("公开", default=False)
    entered_at = models.DateTimeField("登记时间", default=timezone.now)
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = "古树名木"
        verbose_name_plural = "古树名木"

    def __str__(self) -> str:
        return self.name
