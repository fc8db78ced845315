"""RSS and Atom of a category, for the unit or the whole group."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import SyndicationFeed
from django.views.decorators.http import require_safe

from opencat.catalogue.query import CatalogueQuery
from opencat.catalogue.scope import CatalogueScope, scope_of
from opencat.catalogue.selection import asked_of_database, public_entries
from opencat.models import Category
from sites.website.metadata.addresses import url_in
from sites.website.syndication.entries import Entry, add_entries, entries_of, last_change
from sites.website.syndication.feeds import MINUTES, empty_feed

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
    entries = newest(asked)
    request, variant = place.request, place.request.variant
    scope = asked.unit.short_name if asked.unit else "全市"
    about = f"{scope}政府信息公开目录“{category.name}”类的最新文件（{category.article}）"
    url = request.build_absolute_uri(reverse("opencat:catalogue") + asked.query())
    own = reverse("opencat:feed", args=[category.code, file]) + CatalogueQuery(asked.home_unit, asked.unit).query()
    generated = empty_feed(
        file,
        url=url_in(url, variant),
        feed_url=url_in(request.build_absolute_uri(own), variant),
        title=f"{category.name}_{scope}政府信息公开目录",
        about=about,
        author=place.home.unit.name,
        changed_at=last_change(place.home.home, entries),
    )
    add_entries(generated, entries, request)
    return generated


def newest(asked: CatalogueQuery) -> list[Entry]:
    """One query for the catalogue's entries, and some for each kind of content among them."""
    rows = public_entries().with_state().filter(asked_of_database(asked)).order_by("-published_at", "-pk")
    return entries_of(list(rows.values_list("content_type", "object_id")[:FEED_SIZE]))
