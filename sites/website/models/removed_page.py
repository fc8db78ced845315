from __future__ import annotations

from django.db import models

from sites.organisation.models.unit import Unit


class RemovedPage(models.Model):
    """Where a page was that had been public and was deleted: its URL answers 410, and nothing more is kept here."""

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.CASCADE, related_name="+")
    path = models.CharField("路径", max_length=700, help_text="在本单位网站首页之下，例如 news/activities/a/")
    removed_at = models.DateTimeField("撤下时间")

    class Meta:
        verbose_name = "已删除页面的网址"
        verbose_name_plural = "已删除页面的网址"
        constraints = [models.UniqueConstraint(fields=["unit", "path"], name="one_removed_page")]

    def __str__(self) -> str:
        return self.path
