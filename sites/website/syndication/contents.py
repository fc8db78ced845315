"""Which articles a page's feed holds."""

from __future__ import annotations

from typing import Any

from sites.pages.listing import articles, collected_by, shown_in
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.models.home_page import HomePage
from sites.pages.models.topic_page import TopicPage

FEED_SIZE = 20


def newest_of(page: GroupPage) -> list[Any] | None:
    """The newest public articles of a home (its own unit's), a column or a topic; None for pages without a feed."""
    found = _articles_of(page)
    if found is None:
        return None
    # With their bodies: an article without a summary is described by how its text begins.
    rows = found.defer(None).select_related("unit", "cover").prefetch_related("cover__renditions", "tags")
    return list(rows[:FEED_SIZE])


def _articles_of(page: GroupPage) -> Any:
    if isinstance(page, HomePage):
        return articles().filter(unit=page.unit_id)
    if isinstance(page, ColumnPage):
        return articles().filter(shown_in(page))
    if isinstance(page, TopicPage):
        return collected_by(page)
    return None
