from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sites.pages.public_content import PublicContent
from sites.website.metadata.subject import Subject

KINDS = {"rss.xml": ("RSS", "application/rss+xml"), "atom.xml": ("Atom", "application/atom+xml")}


@dataclass(frozen=True)
class FeedLink:
    title: str
    type: str
    url: str


def feeds_of(subject: Subject) -> list[FeedLink]:
    """The feeds that a page offers: its own, and its site's."""
    home = subject.unit_site.home
    page: Any = subject.page
    pages = [page] if page is not None and not subject.is_home and page.has_feed else []
    found = []
    for each in (*pages, home):
        if url := each.get_url(subject.request):
            found += _links(each.title, url)
    return found


def feeds_of_content(content: PublicContent) -> list[FeedLink]:
    """The feeds beside the page that lists it."""
    return _links(content.label, f"/{content.path}") if content.path else []


def _links(title: str, url: str) -> list[FeedLink]:
    return [FeedLink(f"{title} {name}", kind, url + file) for file, (name, kind) in KINDS.items()]
