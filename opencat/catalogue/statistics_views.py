from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from opencat.catalogue.asked import ALL
from opencat.catalogue.place import place_of
from opencat.catalogue.statistics import by_category, by_column


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Figures of the present site by column, or by category (`?by=category`); there of another unit or the group too."""
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
        "units": place.units,
        "totals": [sum(getattr(line, name) for line in lines) for name in ("this_month", "this_year", "total")],
    }
    return render(request, "opencat/statistics.html", context)
