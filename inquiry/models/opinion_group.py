from __future__ import annotations

from django.db import models

from inquiry.consultations.enums import Verdict
from inquiry.models.consultation_page import ConsultationPage


class OpinionGroup(models.Model):
    """Opinions that say the same 意见分类, and what the drafters make of them. Public once it stands in the outcome."""

    consultation = models.ForeignKey(ConsultationPage, on_delete=models.PROTECT, related_name="groups")
    wording = models.CharField("意见", max_length=300, help_text="用自己的话概括，不写个人信息")
    result = models.CharField("采纳情况", max_length=20, choices=Verdict.choices, blank=True)
    grounds = models.TextField("说明", max_length=1000, blank=True, help_text="没有全部采纳的，必须说明理由")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "意见分类"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.wording
