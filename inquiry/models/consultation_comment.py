from __future__ import annotations

import json

from django.db import models

from hub.private_fields.fields import EncryptedCharField, EncryptedTextField
from hub.private_fields.models import PrivateDataModel
from inquiry.consultations.enums import Showing
from inquiry.models.consultation_page import ConsultationPage
from inquiry.models.opinion_group import OpinionGroup
from sites.casework.models.privacy_notice import PrivacyNotice


class ConsultationComment(PrivateDataModel):
    """What somebody said of a draft 征集意见. The public reads masked copies at most, in the approved outcome."""

    consultation = models.ForeignKey(ConsultationPage, on_delete=models.PROTECT, related_name="public_comments")
    receipt = models.CharField("回执号", max_length=12, unique=True)
    form_key = models.CharField(max_length=40, unique=True, editable=False)
    received_at = models.DateTimeField("收到时间")
    privacy_notice = models.ForeignKey(PrivacyNotice, null=True, on_delete=models.PROTECT, related_name="+")
    is_organisation = models.BooleanField("单位", default=False)
    name = EncryptedCharField("姓名或者单位名称", max_length=100, blank=True)
    contact = EncryptedCharField("联系方式", max_length=100, blank=True)
    text = EncryptedTextField("意见", blank=True)
    answers = EncryptedTextField("对问题的回答", blank=True)  # JSON: [[question as it was asked, answer], …]
    wishes_public = models.BooleanField("可以公开（不署名）", default=False)
    group = models.ForeignKey(
        OpinionGroup, verbose_name="意见分类", null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    showing = models.CharField("选登", max_length=20, choices=Showing.choices, default=Showing.UNDECIDED)
    masked_text = models.TextField("选登的文字", blank=True)
    showing_reason = models.CharField("理由", max_length=200, blank=True)
    erased_on = models.DateField("删除日期", null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "征集意见"
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["consultation", "group"])]

    def __str__(self) -> str:
        return self.receipt  # no name: this stands in logs

    def answered(self) -> list[tuple[str, str]]:
        """(question, answer)"""
        return [(question, answer) for question, answer in json.loads(self.answers or "[]")]

    def whole_text(self) -> str:
        return "\n".join([*([self.text] if self.text else []), *(f"{q}\n{a}" for q, a in self.answered())])
