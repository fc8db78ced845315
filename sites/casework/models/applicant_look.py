from __future__ import annotations

from django.conf import settings
from django.db import models

from hub.models.append_only import AppendOnlyModel
from sites.casework.enums import LookPurpose
from sites.casework.models.case import Case
from sites.organisation.models.unit import Unit


class ApplicantLook(AppendOnlyModel):
    """That somebody was shown the personal data of who wrote: who, when, which fields, what for."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField("时间", auto_now_add=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField("查看人", max_length=150)
    office = models.CharField("职务", max_length=30, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField("用途", max_length=20, choices=LookPurpose.choices)
    fields = models.CharField("查看的信息", max_length=200)  # labels of what was shown

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "联系方式查看记录"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_name} {self.get_purpose_display()}"
