"""What the centre teaches the search: words that mean the same, and answers that come first."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone


class Synonym(models.Model):
    """Who asks for `term` finds `meant` as well, and the other way round if `is_mutual`."""

    term = models.CharField("搜索词", max_length=40)
    meant = models.CharField("同义词", max_length=40)
    is_mutual = models.BooleanField("互为同义", default=True, help_text="不选：只有搜“搜索词”时才一并查找“同义词”")

    class Meta:
        verbose_name = "同义词"
        verbose_name_plural = "同义词"
        ordering = ["term", "meant"]
        constraints = [models.UniqueConstraint(fields=["term", "meant"], name="one_synonym_a_pair")]

    def __str__(self) -> str:
        return f"{self.term} {'=' if self.is_mutual else '→'} {self.meant}"

    def clean(self) -> None:
        super().clean()
        if self.term.strip() == self.meant.strip():
            raise ValidationError({"meant": "两个词相同。"})


class BestBetQuerySet(models.QuerySet["BestBet"]):
    def in_force(self, day: date | None = None) -> BestBetQuerySet:
        day = day or timezone.localdate()
        rows = self.filter(is_enabled=True)
        return rows.exclude(starts_on__gt=day).exclude(ends_on__lt=day)


class BestBet(models.Model):
    """An answer that stands above the results of certain queries: a service, a telephone number, a page."""

    title = models.CharField("标题", max_length=100)
    queries = models.TextField("触发词", max_length=1000, help_text="用顿号或换行隔开；搜索词与其中之一相同时显示")
    text = models.CharField("说明", max_length=300, blank=True)
    telephone = models.CharField("电话", max_length=60, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name="页面", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.URLField("网址", max_length=500, blank=True, help_text="不在本站群的页面")
    starts_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    is_enabled = models.BooleanField("启用", default=True)
    sort_order = models.PositiveIntegerField("排序", default=100)

    objects = BestBetQuerySet.as_manager()

    class Meta:
        verbose_name = "直达答案"
        verbose_name_plural = "直达答案"
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.page_id and self.address:
            raise ValidationError({"address": "页面和网址只填一个。"})
        if not (self.page_id or self.address or self.telephone or self.text):
            raise ValidationError("请填写说明、电话、页面或网址。")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "结束日期早于开始日期。"})
