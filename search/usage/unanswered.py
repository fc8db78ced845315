"""Queries that find nothing: noted with the unit that should answer them, closed when they find something."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from search.best_bets import best_bets
from search.engine import answer
from search.enums import QueryState
from search.meanings import meanings
from search.models import UnansweredQuery
from search.query import question_of
from search.usage.masking import MASKED
from search.usage.routing import Routes

FOUND_NOW = "现在能搜到结果，自动关闭。"
# New queries for which one flush of the buffer asks the whole group; `close_answered` looks at the others.
MOST_ASKED = 10
MOST_CHECKED = 500


class Missing(NamedTuple):
    """On whose site a query found nothing, how often, and whether in the whole group."""

    unit_id: int
    searches: int
    is_everywhere: bool


def is_found(query: str) -> bool:
    """Whether the whole group has an answer."""
    question = question_of(query, meanings)
    return bool(best_bets(question)) or answer(question, 0, 1).total > 0


def close_found(queries: Collection[str]) -> int:
    """Closes those of `queries` that are open."""
    rows = UnansweredQuery.objects.filter(query__in=list(queries), state=QueryState.OPEN)
    return rows.update(state=QueryState.ANSWERED, note=FOUND_NOW, last_at=timezone.now())


def close_answered() -> int:
    """Asks again what is open, the latest first; returns how many queries find something by now."""
    rows = UnansweredQuery.objects.filter(state=QueryState.OPEN).order_by("-last_at")
    queries = list(rows.values_list("query", flat=True)[:MOST_CHECKED])
    return close_found([query for query in queries if is_found(query)])


def note_missing(missing: Mapping[str, Missing]) -> None:
    """Notes queries that found nothing. What another site of the group has, or what is masked, is nobody's task."""
    wanted = {query: each for query, each in missing.items() if not MASKED.search(query)}
    if not wanted:
        return
    open_now = UnansweredQuery.objects.exclude(state=QueryState.ANSWERED)
    known = set(open_now.filter(query__in=wanted).values_list("query", flat=True))
    doubtful = [query for query, each in wanted.items() if query not in known and not each.is_everywhere]
    elsewhere = {query for query in doubtful[:MOST_ASKED] if is_found(query)}
    routes = Routes()
    for query, each in wanted.items():
        if query not in elsewhere:
            _note(query, each, routes)


def _note(query: str, missing: Missing, routes: Routes) -> None:
    """One more row, or one more time; what was answered and finds nothing again is open again."""
    with transaction.atomic():
        row = UnansweredQuery.objects.select_for_update().filter(query=query).first()
        if row is None:
            unit = routes.unit_for(query, missing.unit_id)
            row, _is_new = UnansweredQuery.objects.get_or_create(query=query, defaults={"unit_id": unit})
        UnansweredQuery.objects.filter(pk=row.pk).update(
            searches=F("searches") + missing.searches, last_at=timezone.now()
        )
        if row.state == QueryState.ANSWERED:
            UnansweredQuery.objects.filter(pk=row.pk).update(state=QueryState.OPEN, note="")
