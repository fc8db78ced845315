from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from opencat.catalogue.asked import ALL
from opencat.catalogue.place import place_of
from opencat.catalogue.statistics import by_category, by_column
from opencat.catalogue.views import scope_query


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Of the present site by column; by category (`?by=category`) also of another unit or the whole group."""
    place = place_of(request)
    asked = place.asked()
    shows_categories = request.GET.get("by") == "category" or asked.unit != asked.home_unit
    lines = by_category(asked.unit, place.categories) if shows_categories else by_column(place.home)
    context = {
        **place.context(),
        "asked": asked,
        "shows_categories": shows_categories,
        "lines": lines,
        "today": timezone.localdate(),
        "all_units": ALL,
        "scope_query": scope_query(asked),
        "totals": [sum(getattr(line, name) for line in lines) for name in ("this_month", "this_year", "total")],
    }
    return render(request, "opencat/statistics.html", context)
