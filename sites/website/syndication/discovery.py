from __future__ import annotations

from dataclasses import dataclass

from sites.pages.models.column_page import ColumnPage
from sites.pages.models.home_page import HomePage
from sites.pages.models.topic_page import TopicPage
from sites.website.metadata.subject import Subject

KINDS = {"rss.xml": ("RSS", "application/rss+xml"), "atom.xml": ("Atom", "application/atom+xml")}
WITH_FEED = (HomePage, ColumnPage, TopicPage)


@dataclass(frozen=True)
class FeedLink:
    title: str
    type: str
    url: str


def feeds_of(subject: Subject) -> list[FeedLink]:
    """The feeds that a page offers: its own, and its site's."""
    home = subject.unit_site.home
    pages = [] if subject.is_home or not isinstance(subject.page, WITH_FEED) else [subject.page]
    found = []
    for page in (*pages, home):
        url = page.get_url(subject.request)
        if url:
            found += [FeedLink(f"{page.title} {name}", kind, url + file) for file, (name, kind) in KINDS.items()]
    return found
