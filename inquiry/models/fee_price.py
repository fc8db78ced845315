from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from inquiry.enums import FeeBasis


class FeePrice(models.Model):
    """What each item or page above a number costs. The rows of a basis that begin on one day are one price list."""

    basis = models.CharField("计费方式", max_length=10, choices=FeeBasis.choices)
    above = models.PositiveIntegerField("超过数量", help_text="超过这个数量的部分按下面的单价")
    price = models.PositiveIntegerField("单价（元）")
    step = models.PositiveIntegerField("每多少加价", default=0, help_text="0 为不再加价")
    rise = models.PositiveIntegerField("每次加价（元）", default=0)
    source = models.CharField("依据", max_length=200)
    in_force_from = models.DateField("生效日期")

    class Meta:
        verbose_name = verbose_name_plural = "信息处理费标准"
        ordering = ["basis", "-in_force_from", "above"]
        constraints = [models.UniqueConstraint(fields=["basis", "in_force_from", "above"], name="one_price_per_number")]

    def __str__(self) -> str:
        return f"{self.get_basis_display()}超过 {self.above}：{self.price} 元（{self.in_force_from:%Y-%m-%d} 起）"

    def clean(self) -> None:
        """
        Raises:
            ValidationError: a rise without a step, or a step without a rise.
        """
        if bool(self.step) != bool(self.rise):
            raise ValidationError({"step": "“每多少加价”和“每次加价”要么都填，要么都是 0。"})

    @classmethod
    def in_force(cls, basis: str, day: date) -> list[FeePrice]:
        """The price list of that day; empty where none is in force: then nothing is charged."""
        rows = cls.objects.filter(basis=basis, in_force_from__lte=day)
        newest = rows.order_by("-in_force_from").values_list("in_force_from", flat=True).first()
        return list(rows.filter(in_force_from=newest).order_by("above"))
