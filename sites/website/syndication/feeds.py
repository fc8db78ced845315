"""RSS 2.0 and Atom (RFC 4287) of a page."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from hub.variants.enums import Variant
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage
from sites.pages.plain_text import excerpt, shortened, text_of_html
from sites.website.metadata.addresses import url_in
from sites.website.metadata.pictures import rendition_of

# Not allowed in XML 1.0, however they are written.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MINUTES = 15  # how long a reader may keep it without asking again


class _Dated:
    """Dates the feed by its content. Of an empty one Django would write the present moment, each time another."""

    def latest_post_date(self) -> datetime:
        return self.feed["changed_at"]


class RssFeed(_Dated, Rss201rev2Feed):
    pass


class AtomFeed(_Dated, Atom1Feed):
    pass


FORMATS: dict[str, type[SyndicationFeed]] = {"rss.xml": RssFeed, "atom.xml": AtomFeed}


def changed_at(page: GroupPage, articles: list[ArticlePage]) -> datetime:
    """When something in the feed changed last."""
    return max(
        each.last_published_at or each.latest_revision_created_at or each.first_published_at
        for each in (page, *articles)
    )


def feed_of(page: GroupPage, articles: list[ArticlePage], file: str, request: HttpRequest) -> SyndicationFeed:
    """`articles` as the feed of `page` in the format that `file` ("rss.xml", "atom.xml") names."""
    variant = getattr(request, "variant", Variant.SIMPLIFIED)
    feed = empty_feed(
        file,
        url=url_in(page.get_full_url(request), variant),
        title=page.title,
        about=_about(page),
        author=page.unit.name if page.unit else None,
        changed_at=changed_at(page, articles),
    )
    for article in articles:
        feed.add_item(**item_of(article, variant, request))
    return feed


def empty_feed(
    file: str,
    *,
    url: str,
    title: str,
    about: str,
    author: str | None,
    changed_at: datetime,
    feed_url: str = "",
) -> SyndicationFeed:
    """A feed without entries, of the page at `url`; beside it if `feed_url` says nothing else."""
    return FORMATS[file](
        title=words(title),
        link=url,
        description=words(about),
        subtitle=words(about),
        language=Variant.SIMPLIFIED.language_tag,  # the other script is made on the way out
        feed_url=feed_url or url + file,
        author_name=author,
        ttl=MINUTES,
        changed_at=changed_at,
    )


def item_of(article: ArticlePage, variant: Variant, request: HttpRequest) -> dict[str, Any]:
    return {
        "title": words(article.title),
        "link": url_in(article.get_full_url(request), variant),
        "description": escape(words(excerpt(article))),
        "author_name": words(article.source),
        "pubdate": article.published_at,
        "updateddate": article.last_published_at or article.published_at,
        # It stays when the page moves to another column or host.
        "unique_id": article.translation_key.urn,
        "unique_id_is_permalink": False,
        "categories": [words(tag.name) for tag in article.tags.all()],
        "enclosures": _enclosures(article, request),
    }


def _enclosures(article: ArticlePage, request: HttpRequest) -> list[Enclosure]:
    rendition = rendition_of(article.cover)
    if rendition is None:
        return []
    url = request.build_absolute_uri(rendition.url)
    return [Enclosure(url, str(rendition.file.size), "image/jpeg")]


def _about(page: Any) -> str:
    for name in ("description", "summary", "introduction"):
        if text := text_of_html(getattr(page, name, "")):
            return shortened(text)
    return page.title


def words(text: str) -> str:
    """Without characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
