from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from opencat.catalogue.facet_index import held
from opencat.catalogue.facets import EXTRA, chips_of, facets_of
from opencat.catalogue.query import ALL, CatalogueQuery, Sort
from opencat.catalogue.scope import CatalogueScope, scope_of
from opencat.catalogue.selection import select
from opencat.models import Category
from sites.pages.listing import PAGE_SIZE, page_of
from sites.website.metadata.addresses import url_in

# More choices than these make no address that a search engine should keep.
MOST_CHOSEN = 1


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The documents that are asked for, with what one can choose from to narrow or widen them."""
    place = scope_of(request)
    asked = place.asked()
    selection = select(asked, held(), place.categories)
    facets = facets_of(selection, place.units, place.categories)
    pages = page_of(request, selection, PAGE_SIZE)
    context = {
        **place.context(),
        "asked": asked,
        "documents": place.documents(pages.object_list),
        "pages": pages,
        "facets": [facets[name] for name in ("category", "state", "year", "kind", "unit")],
        # The unit that goes without saying does not push the others down.
        "open_facets": {"category", "state", *asked.parameters()},
        "extra_facets": [facet for name, facet in facets.items() if name in EXTRA and facet.groups],
        "selects": [facets[name] for name in ("unit", "category", "year", "state")],
        "kept": [(name, value) for name, value in asked.parameters().items() if name in ("kind", "sort", *EXTRA)],
        "chips": chips_of(asked, facets),
        "sorts": [(each, asked.query(sort=each)) for each in Sort],
        "extra_chosen": any(facets[name].chosen for name in EXTRA if name in facets),
        "widened": asked.query(unit=None),
        "narrowed": asked.query(unit=asked.home_unit),
        "all_units": ALL,
        "scope_query": scope_query(asked),
        **_address(request, place, asked, pages.number),
    }
    return render(request, "opencat/catalogue.html", context)


def _address(request: HttpRequest, place: CatalogueScope, asked: CatalogueQuery, number: int) -> dict[str, Any]:
    """The clean address of what is shown, and whether it is one to be found by."""
    query = asked.query()
    if number > 1:
        query += f"{'&' if query else '?'}page={number}"
    url = request.build_absolute_uri(f"{request.path}{query}")
    return {
        "canonical_url": url_in(url, request.variant),
        "is_worth_finding": asked.chosen <= MOST_CHOSEN and not asked.words,
        "feeds": _feeds(asked),
    }


def scope_query(asked: CatalogueQuery) -> str:
    """The unit alone, for what belongs to what is shown: feeds, downloads."""
    return CatalogueQuery(home_unit=asked.home_unit, unit=asked.unit).query()


def _feeds(asked: CatalogueQuery) -> list[tuple[str, str, str]]:
    """(title, type, URL) of the feeds of the chosen category, for the unit that is shown."""
    if asked.category is None:
        return []
    query = scope_query(asked)
    rows = [("RSS", "application/rss+xml", "rss.xml"), ("Atom", "application/atom+xml", "atom.xml")]
    return [
        (f"{asked.category.name} {name}", kind, reverse("opencat:feed", args=[asked.category.code, file]) + query)
        for name, kind, file in rows
    ]


@require_safe
def category(request: HttpRequest, code: str) -> HttpResponse:
    """Leads to the catalogue with the category chosen; the scope that was asked for stays.

    Raises:
        Http404: there is no such category, or no site answers here.
    """
    place = scope_of(request)
    known = {each.code: each for each in place.categories.values()}
    if code not in known:
        raise Http404
    return _to_catalogue(place.asked(), known[code])


def _to_catalogue(asked: CatalogueQuery, chosen: Category) -> HttpResponse:
    return redirect(reverse("opencat:catalogue") + asked.query(category=chosen))
