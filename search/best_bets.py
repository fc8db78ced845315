"""Answers that stand above the results."""

from __future__ import annotations

import re
from collections import defaultdict

from wagtail.models import Page

from hub.versioned_cache import VersionedCache
from search.folding import fold
from search.models import BestBet
from search.query import Question
from search.tokens import squeezed

MOST = 3
_BETWEEN = re.compile(r"[、,，;；\n\r]+")


def best_bets(question: Question) -> list[BestBet]:
    """Those in force whose queries hold this one, in their order. No query to the database unless there are some."""
    keys = bets_by_query.current().get(squeezed(question.folded), [])
    if not keys:
        return []
    found = list(BestBet.objects.in_force().filter(pk__in=keys).select_related("page"))
    pages = {bet.page_id for bet in found if bet.page_id}
    # Wagtail's live pages with nothing above them that hides them; what a bet says of others is not public either.
    public = set(_readable(pages)) if pages else set()
    return [bet for bet in found if bet.page_id is None or bet.page_id in public][:MOST]


def queries_of(bet: BestBet) -> list[str]:
    """The queries that it answers, as they were entered."""
    return list(dict.fromkeys(each.strip() for each in _BETWEEN.split(bet.queries) if each.strip()))


def _readable(keys: set[int]) -> list[int]:
    return list(Page.objects.live().public().filter(pk__in=keys).values_list("pk", flat=True))


def _load() -> dict[str, list[int]]:
    found = defaultdict(list)
    for bet in BestBet.objects.filter(is_enabled=True):
        for query in queries_of(bet):
            if key := squeezed(fold(query)):
                found[key].append(bet.pk)
    return dict(found)


bets_by_query = VersionedCache("best_bets", _load)
