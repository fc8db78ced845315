"""RSS and Atom of what is no page, beside the page that lists it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.feedgenerator import SyndicationFeed

from hub.variants.enums import Variant
from sites.pages.addresses import Addresses
from sites.pages.navigation import current_home
from sites.pages.public_content import PublicContent
from sites.website.metadata.addresses import url_in
from sites.website.syndication.contents import newest_items
from sites.website.syndication.entries import Listed, add_entries, last_change
from sites.website.syndication.feeds import empty_feed


def feed_of_content(content: PublicContent, file: str, request: HttpRequest) -> SyndicationFeed:
    """Raises:
    Http404: no site answers here.
    """
    home = current_home(request)
    if home is None:
        raise Http404
    entries = [Listed(content, item) for item in newest_items(content, request)]
    variant = getattr(request, "variant", Variant.SIMPLIFIED)
    title = f"{content.label}_{home.home.title}"
    feed = empty_feed(
        file,
        url=url_in(Addresses().at(home.unit_id, content.path), variant),
        title=title,
        about=f"{title}的最新内容",
        author=home.unit.name,
        changed_at=last_change(home.home, entries),
    )
    add_entries(feed, entries, request)
    return feed
