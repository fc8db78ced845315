from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from search.enums import Scope
from search.folding import LONGEST_QUERY, clipped, terms
from search.queries import MOST_RESULTS, find_articles, find_places, load
from sites.listing import PAGE_SIZE, page_of


@dataclass(frozen=True)
class Choice:
    scope: Scope
    is_chosen: bool


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` what, `?scope=` site or group, `?page=`."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    typed = request.GET.get("q", "")
    query = clipped(typed)
    scope = _scope(request)
    context = {
        "query": query,
        "terms": terms(query),
        "is_clipped": len(typed.strip()) > LONGEST_QUERY,
        "longest_query": LONGEST_QUERY,
        "choices": [Choice(each, each == scope) for each in Scope],
        "scope": scope,
        **_found(request, terms(query), site.root_page if scope == Scope.SITE else None),
    }
    response = render(request, "search/results.html", context)
    # Also for what does not read the head.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _scope(request: HttpRequest) -> Scope:
    wanted = request.GET.get("scope", "")
    return Scope(wanted) if wanted in Scope.values else Scope.SITE


def _found(request: HttpRequest, wanted: list[str], below: Page | None) -> dict[str, Any]:
    keys = find_articles(wanted, below)
    pages: Paginator = page_of(request, keys[:MOST_RESULTS], PAGE_SIZE)
    return {
        "pages": pages,
        "articles": load(list(pages.object_list)),
        "has_more": len(keys) > MOST_RESULTS,
        "most_results": MOST_RESULTS,
        # The first page only: who turns pages has seen them.
        "places": find_places(wanted, below) if pages.number == 1 else [],
    }
