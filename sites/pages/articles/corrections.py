"""What articles never correct by the short road, and whose names are known (`sites.approval.corrections`)."""

from __future__ import annotations

from collections.abc import Iterable

from sites.approval.models.content import ApprovableContent
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.leader_page import LeaderPage


def correction_obstacles(content: ApprovableContent) -> list[str]:
    if isinstance(content, ArticlePage) and content.document_number.strip():
        return ["有文号的文件不能简易更正。"]
    return []


def leaders_named() -> Iterable[str]:
    return LeaderPage.objects.values_list("title", flat=True)
