"""RSS and Atom of a category, for the unit or the whole group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import SyndicationFeed, get_tag_uri
from django.utils.html import escape
from django.views.decorators.http import require_safe
from wagtail.models import Page

from hub.variants.enums import Variant
from opencat.catalogue.query import CatalogueQuery
from opencat.catalogue.scope import CatalogueScope, scope_of
from opencat.catalogue.selection import asked_of_database, public_entries
from opencat.models import Category
from sites.pages.addresses import Addresses
from sites.pages.models.article_page import ArticlePage
from sites.pages.plain_text import shortened
from sites.pages.public_content import PublicItem, content_of
from sites.website.metadata.addresses import url_in
from sites.website.syndication.feeds import FORMATS, MINUTES, changed_at, item_of

FEED_SIZE = 20


@require_safe
def feed(request: HttpRequest, code: str, file: str) -> HttpResponse:
    """Raises:
    Http404: there is no such category, or no site answers here.
    """
    place = scope_of(request)
    category = next((each for each in place.categories.values() if each.code == code), None)
    if category is None:
        raise Http404
    asked = CatalogueQuery(home_unit=place.home_unit, unit=place.asked().unit, category=category)
    generated = _feed(place, asked, category, file)
    response = HttpResponse(generated.writeString("utf-8"), content_type=generated.content_type)
    patch_cache_control(response, public=True, max_age=MINUTES * 60)
    return response


def _feed(place: CatalogueScope, asked: CatalogueQuery, category: Category, file: str) -> SyndicationFeed:
    contents = newest(asked)
    request, variant = place.request, place.request.variant
    scope = asked.unit.short_name if asked.unit else "全市"
    about = f"{scope}政府信息公开目录“{category.name}”类的最新文件（{category.article}）"
    url = request.build_absolute_uri(reverse("opencat:catalogue") + asked.query())
    own = reverse("opencat:feed", args=[category.code, file]) + CatalogueQuery(asked.home_unit, asked.unit).query()
    generated = FORMATS[file](
        title=f"{category.name}_{scope}政府信息公开目录",
        link=url_in(url, variant),
        description=about,
        subtitle=about,
        language="zh-Hans",
        feed_url=url_in(request.build_absolute_uri(own), variant),
        author_name=place.home.unit.name,
        ttl=MINUTES,
        changed_at=_changed_at(place, contents),
    )
    addresses = Addresses()
    for content in contents:
        if isinstance(content, ArticlePage):
            generated.add_item(**item_of(content, variant, request))
        elif url := addresses.at(content.unit_id, content.path):
            generated.add_item(**_item_of(content, url, variant))
    return generated


def newest(asked: CatalogueQuery) -> list[ArticlePage | PublicItem]:
    """One query for the entries, and some for each kind of content among them."""
    entries = public_entries().with_state().filter(asked_of_database(asked)).order_by("-published_at", "-pk")
    rows = list(entries.values_list("content_type", "object_id")[:FEED_SIZE])
    found: dict[tuple[int, int], ArticlePage | PublicItem] = {}
    for kind in {kind for kind, _key in rows}:
        keys = [key for each, key in rows if each == kind]
        found |= {(kind, key): content for key, content in _contents(kind, keys)}
    return [found[row] for row in rows if row in found]


def _contents(kind: int, keys: list[int]) -> Iterator[tuple[int, ArticlePage | PublicItem]]:
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is Page:
        pages = ArticlePage.objects.filter(pk__in=keys).select_related("unit", "cover")
        yield from ((page.pk, page) for page in pages.prefetch_related("cover__renditions", "tags"))
    elif content := content_of(model):
        yield from ((item.key, item) for item in content.items(content.public().filter(pk__in=keys)))


def _item_of(item: PublicItem, url: str, variant: Variant) -> dict[str, Any]:
    return {
        "title": _printable(item.title),
        "link": url_in(url, variant),
        "description": escape(_printable(item.summary or shortened(item.text))),
        "author_name": _printable(item.source),
        "pubdate": item.published_at,
        "updateddate": item.changed_at,
        "unique_id": get_tag_uri(url, item.published_at),
        "unique_id_is_permalink": False,
        "categories": [_printable(word) for word in item.keywords],
    }


def _printable(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(filter(str.isprintable, " ".join(text.split())))


def _changed_at(place: CatalogueScope, contents: list[Any]) -> datetime:
    """Of an empty feed: when the site's home was first public."""
    pages = [each for each in contents if isinstance(each, ArticlePage)]
    moments = [each.changed_at for each in contents if isinstance(each, PublicItem)]
    if pages or not moments:
        first, *rest = pages or [place.home.home]
        moments.append(changed_at(first, rest))
    return max(moments)
