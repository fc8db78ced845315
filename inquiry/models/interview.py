from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from wagtail.fields import StreamField

from inquiry.interviews.blocks import GuestsBlock, TranscriptBlock
from inquiry.stages import Stage, stage_at
from sites.approval.models.snippet import ApprovableSnippet


class Interview(ApprovableSnippet):
    """在线访谈. Announced first; the transcript follows as a later version of the same content."""

    title = models.CharField("主题", max_length=100)
    introduction = models.TextField("简介", max_length=2000)
    begins_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间", help_text="公开以后到这时为止，都可以提问")
    guests = StreamField(GuestsBlock(), verbose_name="嘉宾", blank=True)
    transcript = StreamField(
        TranscriptBlock(), verbose_name="访谈实录", blank=True, help_text="访谈中或结束后写，送审后公开"
    )
    panels = ["title", "introduction", "begins_at", "ends_at", "guests", "transcript"]

    class Meta:
        verbose_name = verbose_name_plural = "在线访谈"

    def __str__(self) -> str:
        return self.title

    def stage(self, now: datetime) -> Stage:
        return stage_at(now, self.begins_at, self.ends_at)

    def clean(self) -> None:
        super().clean()
        if self.begins_at and self.ends_at and self.ends_at <= self.begins_at:
            raise ValidationError({"ends_at": "结束时间应晚于开始时间。"})

    def missing_elements(self) -> dict[str, str]:
        found = {}
        if not self.introduction.strip():
            found["introduction"] = "请写明访谈谈什么。"
        if not len(self.guests):
            found["guests"] = "请至少填写一位嘉宾。"
        return found

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "interviews/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "interview": self}
