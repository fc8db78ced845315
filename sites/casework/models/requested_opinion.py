from __future__ import annotations

from django.db import models
from django.db.models import Q

from hub.private_fields.fields import EncryptedCharField
from hub.private_fields.models import PrivateDataModel
from sites.casework.enums import Opinion
from sites.casework.models.case import Case


class RequestedOpinion(PrivateDataModel):
    """Somebody else who was asked about a case, and what they said. `term_code`: of the term for their answer."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="requested_opinions")
    asked = EncryptedCharField("征求意见的对象", max_length=60)
    term_code = models.SlugField(max_length=60)
    asked_on = models.DateField("征求日期")
    answer_by = models.DateField("答复期限")
    opinion = models.CharField("意见", max_length=10, choices=Opinion.choices, blank=True)
    remark = EncryptedCharField("意见内容", max_length=500, blank=True)
    answered_on = models.DateField("收到意见日期", null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "征求意见"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(answered_on=None), name="one_open_consultation")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked_on}"
