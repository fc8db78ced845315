from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from search.asked import LONGEST_QUERY, Filters, question_of
from search.engine import answer
from search.enums import Scope
from sites.listing import PAGE_SIZE
from sites.models import UnitSite


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` what, `?scope=` site or group, `?page=`."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    own = units_of(site)
    scope = _scope(request)
    filters = Filters(units=own if scope == Scope.SITE else None)
    question = question_of(request.GET.get("q", ""), filters=filters, own_units=own)
    number = request.GET.get("page", "")[:4]
    page = max(int(number) if number.isdecimal() else 1, 1)
    found = answer(question, (page - 1) * PAGE_SIZE, PAGE_SIZE)
    context: dict[str, Any] = {
        "question": question, "answer": found, "scope": scope, "scopes": Scope, "longest_query": LONGEST_QUERY,
        "page_number": page,
    }  # fmt: skip
    response = render(request, "search/results.html", context)
    # Also for what does not read the head.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def units_of(site: Site) -> frozenset[int]:
    """The units whose sites lie below this one's home: its own, and the channels of others."""
    rows = UnitSite.objects.filter(home__path__startswith=site.root_page.path)
    return frozenset(rows.values_list("unit", flat=True))


def _scope(request: HttpRequest) -> Scope:
    wanted = request.GET.get("scope", "")
    return Scope(wanted) if wanted in Scope.values else Scope.SITE
