from __future__ import annotations

from django.db import models

from sites.approval.models.snippet import ApprovableSnippet


class Bulletin(ApprovableSnippet):
    """What the keepers of old trees tell the public: content that is no page and needs all approvals."""

    title = models.CharField("标题", max_length=60)
    text = models.TextField("内容")
    panels = ["title", "text"]

    class Meta:
        verbose_name = verbose_name_plural = "古树通报"

    def __str__(self) -> str:
        return self.title
