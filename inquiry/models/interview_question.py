from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from hub.private_fields.fields import EncryptedCharField, EncryptedTextField
from hub.private_fields.models import PrivateDataModel
from inquiry.enums import QuestionStatus
from inquiry.models.interview import Interview


class InterviewQuestion(PrivateDataModel):
    """What a citizen asks the guests. The public reads it only where the approved transcript has it."""

    interview = models.ForeignKey(
        Interview, verbose_name="在线访谈", on_delete=models.CASCADE, related_name="questions"
    )
    form_key = models.CharField("表单", max_length=40, unique=True)
    name = EncryptedCharField("称呼", max_length=20, blank=True)
    shows_name = models.BooleanField("公开称呼", default=False)
    text = EncryptedTextField("问题", max_length=500)
    asked_at = models.DateTimeField("提问时间", default=timezone.now)
    status = models.CharField("状态", max_length=20, choices=QuestionStatus.choices, default=QuestionStatus.WAITING)
    decided_at = models.DateTimeField("处理时间", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="处理人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    erased_on = models.DateField("删除日期", null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "访谈提问"

    def __str__(self) -> str:
        return f"提问 {self.pk}"
