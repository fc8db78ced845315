"""What the demonstration's editors made of the homes: panoramas of the towns, stories of the portal."""

from __future__ import annotations

from typing import Any

from sites.pages.models.article_page import ArticlePage
from sites.pages.models.home_page import HomePage

# The pictures that show a place best, by town.
PANORAMAS: dict[str, str] = {
    "xingtian": "street-1", "fuxing": "mountain-1", "ningxin": "river-1", "yonghe": "rice-1", "jingnan": "mountain-2",
    "nipi": "street-2", "xinxu": "terraces-1", "luofu": "camellia-1", "luogang": "lane-2", "huanghuai": "hamlet-2",
    "huangpi": "hamlet-1", "longtian": "greenhouse-1", "shima": "roundhouse-2", "ningzhong": "rice-2",
    "daping": "terraces-2", "yetang": "roundhouse-1", "xinpi": "road-1", "diaofang": "river-2",
    "shuikou": "reservoir-2", "heshui": "reservoir-1",
}  # fmt: skip
# Scenes that are repeated in every town's news come last among the portal's stories.
COMMONPLACE = ("会议", "服务大厅")
STORIES = 5


def with_panorama(home: HomePage, image: Any, alt: str) -> None:
    """Puts the picture into the introduction of a home."""
    home.sections = [
        (section.block_type, {**section.value, "image": image, "alt": alt})
        if section.block_type == "introduction"
        else (section.block_type, section.value)
        for section in home.sections
    ]


def with_stories(home: HomePage) -> None:
    """Lets the hero begin with recent articles whose pictures differ."""
    own = ArticlePage.objects.live().filter(unit=home.unit).exclude(cover=None).select_related("cover")
    found: dict[int, ArticlePage] = {}
    for article in sorted(own.newest()[:40], key=_is_commonplace):
        found.setdefault(article.cover_id, article)
    stories = list(found.values())[:STORIES]
    home.sections = [
        (section.block_type, {**section.value, "stories": stories})
        if section.block_type == "hero"
        else (section.block_type, section.value)
        for section in home.sections
    ]


def _is_commonplace(article: ArticlePage) -> bool:
    return any(word in article.cover.title for word in COMMONPLACE)
