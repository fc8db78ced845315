"""Counts searches. A search that cannot be counted is answered all the same."""

from __future__ import annotations

import logging
from collections import Counter

from django.http import HttpRequest
from django.utils import timezone

from hub.counting.buffer import CountBuffer
from hub.counting.visitors import is_first, is_robot, is_speculative
from search.best_bets import best_bets
from search.engine import Answer
from search.enums import Scope
from search.query import Question
from search.usage.masking import masked
from search.usage.store import Count, What, add_usage

logger = logging.getLogger(__name__)

FIRST_PAGE = ("", "0", "1")


class UsageBuffer(CountBuffer[Count]):
    def store(self, batch: Counter[Count]) -> None:
        add_usage(batch)


buffer = UsageBuffer()
buffer.flush_at_exit()


def record_search(request: HttpRequest, answer: Answer, unit_id: int, scope: Scope) -> None:
    """Counts a search on the site of a unit; only its first page, once in half an hour, and never a robot's.

    Costs no query and no write, but where nothing was found.
    """
    try:
        if is_counted(request, answer):
            _count(request, answer, unit_id, scope)
    except Exception:  # whatever it is, people have come to find something
        logger.exception("A search was not counted")


def is_counted(request: HttpRequest, answer: Answer) -> bool:
    """What says something about a query: asked by a person, who looks at the beginning of the answer.

    Narrowed by a filter to nothing, it says nothing.
    """
    if request.method != "GET" or request.GET.get("page", "") not in FIRST_PAGE or answer.question.is_empty:
        return False
    if not answer.total and is_narrowed(answer.question):
        return False
    is_picture = request.headers.get("Sec-Fetch-Dest", "document") != "document"
    return not (is_picture or is_speculative(request) or is_robot(request.headers.get("User-Agent", "")))


def is_narrowed(question: Question) -> bool:
    """Whether the reader has chosen more than a scope."""
    return question.in_title or question != question.without_choices()


def recorded(answer: Answer) -> str:
    """The query as it is counted; the same for a search and the clicks that follow it."""
    return masked(answer.question.text, is_found=answer.total > 0 and not answer.is_widened)


def _count(request: HttpRequest, answer: Answer, unit_id: int, scope: Scope) -> None:
    query = recorded(answer)
    if not query or not is_first(request, "search", query, unit_id, scope):
        return
    today = timezone.localdate()
    counts = [Count(What.SEARCH, query, unit_id, scope, today)]
    if not (answer.total or best_bets(answer.question)):
        counts.append(Count(What.WITHOUT_RESULT, query, unit_id, scope, today))
    buffer.add(*counts)
