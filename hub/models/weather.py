from __future__ import annotations

from django.db import models


class WeatherReport(models.Model):
    """What the weather provider last said of one place; `data` is hub.weather's own shape, whoever the provider."""

    place = models.CharField("地点", max_length=60, unique=True)
    data = models.JSONField("内容", default=dict)
    source = models.CharField("来源", max_length=100)
    fetched_at = models.DateTimeField("取得时间")

    class Meta:
        verbose_name = "天气预报"
        verbose_name_plural = "天气预报"

    def __str__(self) -> str:
        return f"{self.place} {self.fetched_at:%Y-%m-%d %H:%M}"
