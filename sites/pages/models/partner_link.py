from __future__ import annotations

from django.db import models


class PartnerLink(models.Model):
    """A site outside the group in the site-group navigation: 其他网站."""

    title = models.CharField("名称", max_length=60)
    address = models.URLField("网址", max_length=500)
    sort_order = models.PositiveIntegerField("排序", default=100)

    class Meta:
        verbose_name = "其他网站"
        verbose_name_plural = "其他网站"
        ordering = ["sort_order", "title"]

    def __str__(self) -> str:
        return self.title
