from __future__ import annotations

from django.db import models

from opencat.models.category import Category
from sites.organisation.models.unit import Unit


class IndexCounter(models.Model):
    """The last serial that was given in a unit, category and year. It only grows, so that no number comes twice."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name="目录类别")
    year = models.PositiveSmallIntegerField("年份")
    last_serial = models.PositiveIntegerField("最后流水号", default=0)

    class Meta:
        verbose_name = "索引号流水"
        verbose_name_plural = "索引号流水"
        constraints = [models.UniqueConstraint(fields=["unit", "category", "year"], name="one_index_counter")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.category_id} {self.year}: {self.last_serial}"
