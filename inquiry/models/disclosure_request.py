from __future__ import annotations

from django.db import models

from inquiry.enums import Carrier, Delivery
from sites.casework.models.case import Case


class DisclosureRequest(models.Model):
    """How somebody who asks for information wants to have it (条例 Arts. 29, 40). For what purpose is not asked."""

    case = models.OneToOneField(Case, verbose_name="办件", on_delete=models.CASCADE, related_name="disclosure_request")
    delivery = models.CharField("获取方式", max_length=20, choices=Delivery.choices)
    carrier = models.CharField("载体形式", max_length=20, choices=Carrier.choices)
    needs_help = models.BooleanField("阅读、视听有困难，需要帮助", default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "信息公开申请"

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_delivery_display()}"
