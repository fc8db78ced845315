"""Where one asks for what is disclosed on request. Until requests have forms of their own: the unit's guide."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from opencat.catalogue.scope import COLUMNS
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.column_page import ColumnPage


@require_safe
def request_for_disclosure(request: HttpRequest, unit: str) -> HttpResponse:
    """The guide of the unit's site says how to ask; without one its home, where its address and telephone stand.

    Raises:
        Http404: there is no such unit, or it has no site.
    """
    unit_site = UnitSite.objects.filter(unit__code=unit, home__live=True).select_related("home").first()
    if unit_site is None:
        raise Http404
    guide = ColumnPage.objects.filter(slug="guide", url_path=f"{unit_site.home.url_path}{COLUMNS['guide']}")
    page = guide.live().public().first() or unit_site.home
    url = page.get_url(request)
    if url is None:
        raise Http404
    return redirect(url)
