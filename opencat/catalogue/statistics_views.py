from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from opencat.catalogue.query import ALL
from opencat.catalogue.scope import CatalogueScope, scope_of
from opencat.catalogue.statistics import by_category, by_column
from opencat.catalogue.views import scope_query
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """By column: of the present site, or of the unit asked for. By category (`?by=category`): of the group as well."""
    place = scope_of(request)
    asked = place.asked()
    site = None if request.GET.get("by") == "category" else _site(place, asked.unit)
    shows_categories = site is None
    lines = by_category(asked.unit, place.categories) if site is None else by_column(site)
    context = {
        **place.context(),
        "asked": asked,
        "shows_categories": shows_categories,
        "site": site,
        "lines": lines,
        "today": timezone.localdate(),
        "categories_query": f"?{urlencode({'by': 'category'} | ({'unit': asked.unit.code} if asked.unit else {}))}",
        "group_query": f"?by=category&unit={ALL}",
        "scope_query": scope_query(asked),
        "totals": [sum(getattr(line, name) for line in lines) for name in ("this_month", "this_year", "total")],
    }
    return render(request, "opencat/statistics.html", context)


def _site(place: CatalogueScope, unit: Unit | None) -> UnitSite | None:
    """Whose columns are shown. On a unit's host the whole group (`?unit=all`) has none."""
    if unit == place.home_unit:
        return place.home
    return UnitSite.objects.filter(unit=unit, home__live=True).select_related("home").first() if unit else None
