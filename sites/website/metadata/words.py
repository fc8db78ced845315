"""What a page is about: its description and keywords."""

from __future__ import annotations

import re
from typing import Any

from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.navigation import main_navigation
from sites.pages.plain_text import excerpt, shortened, text_of_html
from sites.website.metadata.subject import Subject

_SEPARATORS = re.compile(r"[、，,；;\s]+")


def description(subject: Subject) -> str:
    page: Any = subject.page
    if page is None or page.is_home:
        return _of_home(subject)
    if isinstance(page, ArticlePage):
        return excerpt(page)
    about = page.summary or text_of_html(page.introduction) if isinstance(page, TopicPage) else page.about()
    return shortened(about) or f"{subject.site_name}“{page.title}”{page._meta.verbose_name}"


def _of_home(subject: Subject) -> str:
    own = text_of_html(getattr(subject.page, "introduction", "") or "") or subject.unit_site.unit.introduction
    if own:
        return shortened(own)
    columns = "、".join(link.title for link in main_navigation(subject.request)[1:])
    return shortened(f"{subject.site_name}网站：{columns}" if columns else f"{subject.site_name}网站")


def keywords(subject: Subject) -> list[str]:
    page = subject.page
    if isinstance(page, ArticlePage):
        tags = page.tags.all() if subject.tags is None else subject.tags
        return [tag.name for tag in tags]
    if isinstance(page, ColumnPage):
        return [word for word in _SEPARATORS.split(page.keywords) if word] or [page.title]
    if subject.is_home:
        return list(dict.fromkeys([subject.site_name, subject.unit_site.unit.name, subject.unit_site.unit.short_name]))
    return [page.title] if page is not None else []
