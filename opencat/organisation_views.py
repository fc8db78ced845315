"""The page of a unit: what it is, where it is, who leads it, and which units belong to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opencat.organisation import leaders_of, units_by_category
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.navigation import current_home


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """`?unit=` the code of a unit of the group; otherwise the unit whose site this is.

    Raises:
        Http404: no site answers here, or there is no such unit.
    """
    home = current_home(request)
    if home is None:
        raise Http404
    code = request.GET.get("unit", "")
    unit = Unit.objects.select_related("parent").filter(code=code).first() if code else home.unit
    if unit is None:
        raise Http404
    site = UnitSite.objects.select_related("home").filter(unit=unit, home__live=True).first()
    context = {
        "unit": unit,
        "home_of_unit": site.home if site else None,
        "leaders": leaders_of(unit),
        "subordinates": list(unit.children.all()),
        # Everybody begins at the portal: there all units are listed.
        "sections": units_by_category(Unit.objects.all()) if unit.is_portal else [],
    }
    return render(request, "opencat/organisation.html", context)
