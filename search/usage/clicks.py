"""Results that people open, told by a beacon of the page of results. Without scripts only the count is missing."""

from __future__ import annotations

import logging
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.counting.visitors import counts_once, is_first
from search.engine import Answer
from search.enums import Scope
from search.usage.recording import FIRST_PAGE, buffer, is_counted, recorded
from search.usage.store import Count, What

logger = logging.getLogger(__name__)

SALT = "search.usage.clicks"
VALID_FOR = 6 * 60 * 60  # seconds; longer than anybody looks at one page of results
LONGEST_BODY = 4_000


def click_token(request: HttpRequest, answer: Answer, unit_id: int, scope: Scope) -> str:
    """What lets the page of `answer` count clicks on its own results and on nothing else; "" where none count."""
    try:
        query = recorded(answer)
    except Exception:  # as for searches: people are to see their results
        logger.exception("Clicks on results cannot be counted")
        return ""
    if not query or not answer.hits or not is_counted_further(request, answer):
        return ""
    said = [query, unit_id, str(scope), [hit.document.pk for hit in answer.hits]]
    return signing.dumps(said, salt=SALT, compress=True)


def is_counted_further(request: HttpRequest, answer: Answer) -> bool:
    """Pages after the first count clicks too, and no searches."""
    return request.GET.get("page", "") not in FIRST_PAGE or is_counted(request, answer)


@csrf_exempt  # the signature says that the page is ours; a beacon reads nothing and only adds one to a count
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Takes `token` and `document`. The answer never says whether it counted."""
    if said := _said(request):
        query, unit_id, scope, document = said
        if counts_once(request, "click", query, document):
            counts = [Count(What.OPENED, query, unit_id, scope, timezone.localdate(), document)]
            if is_first(request, "clicked", query, unit_id, scope):
                counts.append(Count(What.CLICKED, query, unit_id, scope, timezone.localdate()))
            buffer.add(*counts)
    response = HttpResponse(status=204)
    response.headers["Cache-Control"] = "no-store"
    return response


def _said(request: HttpRequest) -> tuple[str, int, Scope, int] | None:
    """Query, unit, scope and document, or None for what no page of ours has sent."""
    length = request.headers.get("Content-Length") or ""
    if not (length.isdecimal() and int(length) <= LONGEST_BODY):
        return None
    try:
        signed: Any = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    query, unit_id, scope, documents = signed
    document = request.POST.get("document", "")[:19]
    if not document.isascii() or not document.isdecimal() or int(document) not in documents:
        return None
    return query, unit_id, Scope(scope), int(document)
