"""A document that others name stays: their links would lead nowhere."""

from __future__ import annotations

from wagtail.models import Page

from opencat.models import DocumentLink
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage

MOST_NAMED = 5


def deletion_obstacle(page: GroupPage) -> str:
    """Why `page` and what is below it cannot be deleted, in Chinese, with who names it; empty if it can."""
    below = ArticlePage.objects.descendant_of(page, inclusive=True)
    links = DocumentLink.objects.filter(target__in=below.values("pk")).select_related("page", "target")
    rows = list(links.order_by("page__locale", "pk")[: MOST_NAMED + 1])
    if not rows:
        return ""
    named = "、".join(dict.fromkeys(_named(link) for link in rows[:MOST_NAMED]))
    more = "等" if len(rows) > MOST_NAMED else ""
    return f"不能删除：{named}{more}与它建立了关系。请先修改这些文件的“与其他文件的关系”，或者申请撤下。"


def _named(link: DocumentLink) -> str:
    unit = link.page.unit
    state = "" if link.page.live else "（草稿）"
    return f"{unit.short_name if unit else ''}《{link.page.title}》{state}"


def deletion_obstacles(pages: list[Page]) -> list[str]:
    found = (deletion_obstacle(page.specific) for page in pages if isinstance(page.specific, GroupPage))
    return [obstacle for obstacle in found if obstacle]
