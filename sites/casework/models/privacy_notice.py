from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from sites.casework.models.case import Case


class PrivacyNotice(models.Model):
    """What is said about personal data before somebody writes; a case keeps the version that was agreed to."""

    version = models.CharField("版本", max_length=20, unique=True)
    text = models.TextField("内容")
    in_force_from = models.DateField("生效日期")

    class Meta:
        verbose_name = verbose_name_plural = "隐私声明"
        ordering = ["-in_force_from", "-pk"]

    def __str__(self) -> str:
        return self.version

    def clean(self) -> None:
        """
        Raises:
            ValidationError: another text for a version that somebody has agreed to.
        """
        stored = type(self).objects.filter(pk=self.pk).first()
        if stored is not None and stored.text != self.text and Case.objects.filter(privacy_notice=self.pk).exists():
            raise ValidationError({"text": "已有来信人同意了这个版本，不能再改。请新增一个版本。"})

    @classmethod
    def current(cls, day: date | None = None) -> PrivacyNotice | None:
        return cls.objects.filter(in_force_from__lte=day or timezone.localdate()).first()
