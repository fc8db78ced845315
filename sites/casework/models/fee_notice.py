from __future__ import annotations

from django.db import models
from django.db.models import Q

from sites.casework.models.case import Case


class FeeNotice(models.Model):
    """That a fee was asked for. `explanation`: how it is counted, as the applicant read it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="fee_notices")
    basis = models.CharField("计费方式", max_length=10)
    quantity = models.PositiveIntegerField("数量")
    amount = models.PositiveIntegerField("金额（元）")
    explanation = models.CharField("计算方法", max_length=300)
    asked_on = models.DateField("通知日期")
    pay_by = models.DateField("缴费期限")
    paid_on = models.DateField("缴费日期", null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "收费通知"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_fee_is_an_amount"),
            models.UniqueConstraint(fields=["case"], name="one_fee_notice_per_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.amount}"
