from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from sites.organisation.models.unit import Unit
from sites.website.enums import NoticeKind


class SiteNotice(models.Model):
    """What the centre shows at the top of one site or of the whole group for a period (Arts. 14(7), 30(2))."""

    kind = models.CharField("类别", max_length=20, choices=NoticeKind.choices, default=NoticeKind.NOTE)
    message = models.CharField("内容", max_length=200, blank=True, help_text="哀悼期间可以留空，只把页面显示为灰色")
    link = models.URLField("详情网址", max_length=500, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name="网站", null=True, blank=True, on_delete=models.CASCADE, related_name="notices",
        help_text="留空则在全部网站显示",
    )  # fmt: skip
    starts_at = models.DateTimeField("开始时间", default=timezone.now)
    ends_at = models.DateTimeField("结束时间")

    class Meta:
        verbose_name = "横幅通知"
        verbose_name_plural = "横幅通知"
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.message}" if self.message else self.get_kind_display()

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "结束时间要晚于开始时间。"})
        if not self.message and self.kind != NoticeKind.MOURNING:
            raise ValidationError({"message": "请填写通知内容。"})

    def is_on(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at
