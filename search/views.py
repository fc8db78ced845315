from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from search.best_bets import best_bets
from search.correction import corrected
from search.engine import LAST_RESULT, Answer, answer
from search.enums import Scope, Sort
from search.facets import chips_of, facets_of
from search.form import SearchRequest, is_from_advanced_form, page_asked, read
from search.kinds import kinds
from search.query import LONGEST_QUERY, Question
from search.results import results_of
from search.scope import SearchScope, scope_of
from search.usage.limits import rate_limited
from search.usage.recording import record_search
from sites.pages.addresses import Addresses
from sites.pages.enums import Validity
from sites.pages.listing import PAGE_SIZE
from sites.pages.navigation import current_home

MOST_PAGES = LAST_RESULT // PAGE_SIZE
OPEN = frozenset({"category", "year", "unit"})  # facets that show their choices from the beginning


@dataclass(frozen=True)
class ScopeChoice:
    """A scope with the address that asks there for the same words."""

    scope: Scope
    is_chosen: bool
    query: str


@require_safe
@rate_limited("search")
def search(request: HttpRequest) -> HttpResponse:
    """The results of what the address asks (`search.form`)."""
    place = scope_of(request)
    asked = place.known(read(request.GET))
    if is_from_advanced_form(request.GET):
        return redirect(f"{reverse('search')}{asked.query()}")
    question = place.question(asked)
    number, found = _page(question, page_asked(request.GET, MOST_PAGES))
    home = current_home(request)
    if number == 1 and home is not None and not question.is_empty:
        record_search(request, found, home.unit_id, asked.scope)
    pages: Page = Paginator(range(min(found.total, LAST_RESULT)), PAGE_SIZE).page(number)
    context = {
        **_form(asked),
        "question": question,
        "answer": found,
        "results": results_of(question, found.hits, place, Addresses(request)),
        "pages": pages,
        "is_last_page_of_more": found.total > LAST_RESULT and not pages.has_next(),
        "list_parameters": QueryDict(asked.query().removeprefix("?")),
        "last_result": LAST_RESULT,
        "facets": facets_of(asked, found.facets, place),
        "chips": chips_of(asked, place),
        "clear_url": f"{request.path}{asked.without_filters().query()}",
        "open_facets": OPEN | asked.parameters().keys(),
        "sorts": [(each, asked.query(sort=each)) for each in Sort],
        **_help(question, found, asked, number),
    }
    return _not_for_robots(render(request, "search/results.html", context))


def _page(question: Question, number: int) -> tuple[int, Answer]:
    """The page that was asked for, or the last one there is."""
    found = answer(question, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    last = max(-(-min(found.total, LAST_RESULT) // PAGE_SIZE), 1)
    if number > last:
        number = last
        found = answer(question, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    return number, found


def _help(question: Question, found: Answer, asked: SearchRequest, number: int) -> dict[str, Any]:
    """What stands above the first results: pinned answers, and another spelling where little was found."""
    if question.is_empty or number > 1:
        return {}
    least = found.least_of_another
    meant = None if least is None else corrected(question, least)
    return {
        "best_bets": best_bets(question),
        "meant": meant,
        "meant_query": asked.query(words=meant) if meant else "",
    }


def _form(asked: SearchRequest) -> dict[str, Any]:
    """What the form and the links around it need. A scope begins without the filters of another."""
    plain = replace(asked.without_filters(), in_title=asked.in_title)
    query = asked.query()
    return {
        "asked": asked,
        "scopes": [ScopeChoice(each, each == asked.scope, plain.query(scope=each)) for each in Scope],
        "longest_query": LONGEST_QUERY,
        "advanced_url": f"{reverse('search_advanced')}{query}",
        "feeds": [
            ("RSS", "application/rss+xml", reverse("search_feed", args=["rss.xml"]) + query),
            ("Atom", "application/atom+xml", reverse("search_feed", args=["atom.xml"]) + query),
        ],
    }


@require_safe
def advanced(request: HttpRequest) -> HttpResponse:
    """Every condition in one form, filled in with what the address asks already."""
    place = scope_of(request)
    asked = place.known(read(request.GET))
    context = {
        **_form(asked),
        "sorts": Sort,
        "kinds": kinds(),
        "states": Validity,
        "units": _grouped_units(place),
        "categories": _nested_categories(place),
    }
    return _not_for_robots(render(request, "search/advanced.html", context))


def _grouped_units(place: SearchScope) -> list[tuple[str, list[Any]]]:
    groups: dict[str, list[Any]] = {}
    for unit in place.units.values():
        groups.setdefault(unit.get_category_display(), []).append(unit)
    return list(groups.items())


def _nested_categories(place: SearchScope) -> list[tuple[Any, list[Any]]]:
    parts: dict[int, list[Any]] = {}
    for category in place.categories.values():
        if category.parent_id:
            parts.setdefault(category.parent_id, []).append(category)
    return [(top, parts.get(key, [])) for key, top in place.categories.items() if top.parent_id is None]


def _not_for_robots(response: HttpResponse) -> HttpResponse:
    """Also for what does not read the head."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
