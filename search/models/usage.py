"""What people look for, counted by day, without anything about who asked."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models

from search.content_key import ContentKey
from search.enums import QueryState, Scope


class QueryCount(models.Model):
    """How often a query was asked on a day, on the site of a unit. Numbers of persons are masked before this."""

    repeats_text = True  # hub.text_fields

    day = models.DateField("日期")
    query = models.CharField("搜索词", max_length=100)
    unit = models.ForeignKey("organisation.Unit", verbose_name="网站", on_delete=models.CASCADE, related_name="+")
    scope = models.CharField("范围", max_length=10, choices=Scope.choices)
    searches = models.PositiveIntegerField("搜索次数", default=0)
    without_result = models.PositiveIntegerField("无结果次数", default=0)
    clicks = models.PositiveIntegerField("点击次数", default=0)

    class Meta:
        verbose_name = "搜索统计"
        verbose_name_plural = "搜索统计"
        constraints = [models.UniqueConstraint(fields=["day", "query", "unit", "scope"], name="one_count_a_query")]

    def __str__(self) -> str:
        return f"{self.day} {self.query}"


class QueryClick(models.Model):
    """Which results people opened after a query, over all time."""

    repeats_text = True  # hub.text_fields

    query = models.CharField("搜索词", max_length=100)
    # Of the result. It keeps its clicks while it is withdrawn for a time.
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    clicks = models.PositiveIntegerField("点击次数", default=0)

    class Meta:
        verbose_name = "搜索点击"
        verbose_name_plural = "搜索点击"
        constraints = [models.UniqueConstraint(fields=["query", "content_type", "object_id"], name="one_click_count")]

    def __str__(self) -> str:
        return f"{self.query} → {self.content_key}"

    @property
    def content_key(self) -> ContentKey:
        return ContentKey(self.content_type_id, self.object_id)


class UnansweredQuery(models.Model):
    """A query that found nothing, and the unit that should answer it."""

    repeats_text = True  # hub.text_fields

    query = models.CharField("搜索词", max_length=100, unique=True)
    unit = models.ForeignKey(
        "organisation.Unit", verbose_name="负责单位", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField("状态", max_length=10, choices=QueryState.choices, default=QueryState.OPEN)
    note = models.CharField("说明", max_length=300, blank=True)
    first_at = models.DateTimeField("首次", auto_now_add=True)
    last_at = models.DateTimeField("最近", auto_now=True)
    searches = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "无结果的搜索"
        verbose_name_plural = "无结果的搜索"

    def __str__(self) -> str:
        return self.query
