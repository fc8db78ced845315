from __future__ import annotations

from django.db import models
from django.utils import timezone

from hub.private_fields.fields import EncryptedTextField
from hub.private_fields.models import PrivateDataModel
from inquiry.models.survey import Survey


class SurveyAnswer(models.Model):
    """One form that somebody sent in; nothing says who. `chosen`: places of options by the number of the question."""

    survey = models.ForeignKey(Survey, verbose_name="网上调查", on_delete=models.CASCADE, related_name="answers")
    form_key = models.CharField("表单", max_length=40, unique=True)
    answered_at = models.DateTimeField("提交时间", default=timezone.now)
    chosen = models.JSONField("所选", default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "调查答卷"

    def __str__(self) -> str:
        return f"答卷 {self.pk}"


class SurveyText(PrivateDataModel):
    """What somebody wrote to a free question. Never public by itself."""

    answer = models.ForeignKey(SurveyAnswer, verbose_name="答卷", on_delete=models.CASCADE, related_name="texts")
    question = models.PositiveSmallIntegerField("第几题")
    text = EncryptedTextField("简答")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "调查简答"

    def __str__(self) -> str:
        return f"简答 {self.pk}"
