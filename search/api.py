"""The search as JSON: an endpoint of the public API (`sites.website.api`), which `search` adds to it when it starts."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query

from search.api_schemas import SearchFilter, SearchOut
from search.backends.base import Facets
from search.engine import LAST_RESULT, Answer, answer
from search.facets import labelled
from search.form import SearchRequest, sorted_years
from search.results import Result, results_of
from search.scope import SearchScope, scope_of
from search.usage.limits import limited
from sites.pages.addresses import Addresses
from sites.website.api.endpoints import REFUSALS, api
from sites.website.api.schemas import Error

Data = dict[str, Any]


@api.get(
    "search",
    response={200: SearchOut, **REFUSALS, 429: Error},
    summary="搜索",
    operation_id="search",
    description="与搜索页相同的搜索。",
)
def search(request: HttpRequest, asked: Annotated[SearchFilter, Query()]) -> Any:
    refused = limited(request, "api")
    if refused is not None:  # 429, in JSON
        return refused
    place = scope_of(request)
    question = place.question(_asked(asked))
    start = (asked.page - 1) * asked.limit
    is_beyond = start >= LAST_RESULT
    found = answer(question, 0 if is_beyond else start, min(asked.limit, LAST_RESULT - (0 if is_beyond else start)))
    results = [] if is_beyond else results_of(question, found.hits, place, Addresses())
    return {
        "count": found.total,
        "is_capped": found.is_capped,
        "is_widened": found.is_widened,
        **_paging(request, asked, found),
        "facets": _facets(found.facets, place),
        "items": [_item(request, each) for each in results],
    }


def _asked(asked: SearchFilter) -> SearchRequest:
    first, last = sorted_years(asked.year_from, asked.year_to)
    return SearchRequest(
        words=asked.q,
        scope=asked.scope,
        sort=asked.sort,
        in_title=asked.in_title,
        unit=asked.unit or "",
        category=asked.category or "",
        kind=asked.kind or "",
        year=asked.year,
        year_from=first,
        year_to=last,
        state=asked.state or "",
        attachment=asked.attachment,
    )


def _paging(request: HttpRequest, asked: SearchFilter, found: Answer) -> Data:
    end = asked.page * asked.limit
    reach = min(found.total, LAST_RESULT)

    def address(page: int) -> str:
        query = urlencode({**request.GET.dict(), "page": page})
        return request.build_absolute_uri(f"{request.path}?{query}")

    return {
        "page": asked.page,
        "limit": asked.limit,
        "next": address(asked.page + 1) if end < reach else None,
        "previous": address(asked.page - 1) if asked.page > 1 and end - asked.limit < reach else None,
    }


def _item(request: HttpRequest, result: Result) -> Data:
    document, passage = result.document, result.hit.passage
    pieces = passage.pieces if passage else ()
    category, at = result.category, document.published_at
    names = ("title", "kind", "document_number", "index_number", "written_on", "has_attachment", "summary")
    return {
        "id": document.object_id,
        **{name: getattr(document, name) for name in names},
        "url": result.url,
        "unit": result.unit.code,
        "category": {"code": category.code, "name": category.name} if category else None,
        "state": document.state or None,
        "published_at": timezone.localtime(at) if at else None,
        "passage": "".join(text for text, _is_found in pieces),
        "found": list(dict.fromkeys(text for text, is_found in (*result.hit.title, *pieces) if is_found)),
        "attachment": (
            {"title": result.hit.attachment, "url": request.build_absolute_uri(result.file.url)}
            if result.file
            else None
        ),
    }


def _facets(counts: Facets, place: SearchScope) -> Data:
    return {
        name: [
            {"value": "true" if value is True else str(value), "label": label, "count": number}
            for value, label, number in rows
        ]
        for name, rows in labelled(counts, place).items()
    }
