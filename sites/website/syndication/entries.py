"""What stands in a feed: articles and objects registered as public, by content type and key in any mixture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.feedgenerator import SyndicationFeed
from django.utils.html import escape
from wagtail.models import Page

from hub.variants.enums import Variant
from sites.pages.addresses import Addresses
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage
from sites.pages.plain_text import shortened
from sites.pages.public_content import PublicContent, PublicItem, content_of
from sites.website.metadata.addresses import url_in
from sites.website.syndication.contents import with_shown_parts
from sites.website.syndication.feeds import changed_at, item_of, words

Key = tuple[int, int]  # content type, object; pages have that of `Page`


@dataclass(frozen=True)
class Listed:
    """An object that is no page, as a feed lists it."""

    content: PublicContent
    item: PublicItem


Entry = ArticlePage | Listed


def entries_of(keys: Sequence[Key]) -> list[Entry]:
    """The public ones among these, in their order. Some queries for each kind of content among them."""
    found: dict[Key, Entry] = {}
    for kind in dict.fromkeys(kind for kind, _key in keys):
        some = [key for each, key in keys if each == kind]
        found |= {(kind, key): entry for key, entry in _loaded(kind, some)}
    return [found[key] for key in keys if key in found]


def _loaded(kind: int, keys: list[int]) -> Iterator[tuple[int, Entry]]:
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is Page:
        pages = with_shown_parts(ArticlePage.objects.filter(pk__in=keys).live().public())
        yield from ((page.pk, page) for page in pages)
    elif model is not None and (content := content_of(model)):
        items = content.items(content.public().filter(pk__in=keys))
        yield from ((item.key, Listed(content, item)) for item in items)


def add_entries(feed: SyndicationFeed, entries: Sequence[Entry], request: HttpRequest) -> None:
    """One query for the identities of objects, if there are any."""
    addresses, variant = Addresses(), getattr(request, "variant", Variant.SIMPLIFIED)
    install = None
    for entry in entries:
        if isinstance(entry, ArticlePage):
            feed.add_item(**item_of(entry, variant, request))
        elif url := addresses.at(entry.item.unit_id, entry.item.path):
            install = install or Page.objects.filter(depth=1).values_list("translation_key", flat=True).get()
            feed.add_item(**_item_of(entry, url_in(url, variant), install))


def _item_of(entry: Listed, url: str, install: UUID) -> dict[str, Any]:
    item = entry.item
    return {
        "title": words(item.title),
        "link": url,
        "description": escape(words(shortened(item.summary or item.text))),
        "author_name": words(item.source),
        "pubdate": item.published_at,
        "updateddate": item.changed_at,
        # It stays when the unit's site moves to another host, and is another install's for no object.
        "unique_id": uuid5(install, f"{entry.content.name}:{item.key}").urn,
        "unique_id_is_permalink": False,
        "categories": [words(each) for each in item.keywords],
    }


def last_change(home: GroupPage, entries: Sequence[Entry]) -> datetime:
    """Of what a feed holds; of an empty one, when the site's home changed."""
    moments = [entry.item.changed_at if isinstance(entry, Listed) else changed_at(entry, []) for entry in entries]
    return max(moments, default=changed_at(home, []))
