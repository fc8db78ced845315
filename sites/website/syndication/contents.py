"""What a feed holds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from sites.pages.models.group_page import GroupPage
from sites.pages.public_content import PublicContent, PublicItem
from sites.pages.site_group import units_at

FEED_SIZE = 20


def newest_of(page: GroupPage) -> list[Any] | None:
    """The newest public articles of a page; None for pages without a feed."""
    if not page.has_feed:
        return None
    # With their bodies: an article without a summary is described by how its text begins.
    return list(with_shown_parts(page.feed_articles().defer(None))[:FEED_SIZE])


def with_shown_parts(articles: Any) -> Any:
    """With what an entry of a feed shows of an article beside its own row."""
    return articles.select_related("unit", "cover").prefetch_related("cover__renditions", "tags")


def newest_items(content: PublicContent, request: HttpRequest) -> list[PublicItem]:
    """The newest of the units whose sites the request's host shows.

    Raises:
        Http404: no site answers here.
    """
    return list(content.items(content.public_of(units_at(request))[:FEED_SIZE]))
