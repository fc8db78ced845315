"""RSS and Atom of what is no page, beside the page that lists it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest
from django.utils.feedgenerator import SyndicationFeed
from django.utils.html import escape
from wagtail.models import Page

from hub.variants.enums import Variant
from sites.pages.addresses import Addresses
from sites.pages.navigation import current_home
from sites.pages.plain_text import shortened
from sites.pages.public_content import PublicContent, PublicItem
from sites.website.metadata.addresses import url_in
from sites.website.syndication.contents import newest_items
from sites.website.syndication.feeds import changed_at, empty_feed, words


def feed_of_content(content: PublicContent, file: str, request: HttpRequest) -> SyndicationFeed:
    """Raises:
    Http404: no site answers here.
    """
    home = current_home(request)
    if home is None:
        raise Http404
    items = newest_items(content, request)
    addresses, variant = Addresses(), getattr(request, "variant", Variant.SIMPLIFIED)
    title = f"{content.label}_{home.home.title}"
    feed = empty_feed(
        file,
        url=url_in(addresses.at(home.unit_id, content.path), variant),
        title=title,
        about=f"{title}的最新内容",
        author=home.unit.name,
        changed_at=max((each.changed_at for each in items), default=changed_at(home.home, [])),
    )
    install = Page.objects.filter(depth=1).values_list("translation_key", flat=True).get()
    for item in items:
        url = url_in(addresses.at(item.unit_id, item.path), variant)
        feed.add_item(**_entry_of(item, url, uuid5(install, f"{content.name}:{item.key}")))
    return feed


def _entry_of(item: PublicItem, url: str, identity: UUID) -> dict[str, Any]:
    """`identity` stays when the unit's site moves to another host, and is another install's for no object."""
    return {
        "title": words(item.title),
        "link": url,
        "description": escape(words(shortened(item.summary or item.text))),
        "author_name": words(item.source),
        "pubdate": item.published_at,
        "updateddate": item.changed_at,
        "unique_id": identity.urn,
        "unique_id_is_permalink": False,
        "categories": [words(each) for each in item.keywords],
    }
