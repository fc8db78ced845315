"""Usage in the database."""

from __future__ import annotations

import enum
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction

from hub.counting.store import add_counts
from search.enums import Scope
from search.models import IndexedDocument, QueryClick, QueryCount
from search.usage.unanswered import Missing, close_found, note_missing
from sites.organisation.models.unit import Unit

logger = logging.getLogger(__name__)


class What(enum.IntEnum):
    """What is counted; the first three are columns of `QueryCount`, in their order."""

    SEARCH = 0
    WITHOUT_RESULT = 1
    CLICKED = 2  # a search after which something was opened
    OPENED = 3  # of one document, a row of `QueryClick`


class Count(NamedTuple):
    what: What
    query: str
    unit_id: int
    scope: Scope
    day: date
    document: int = 0


CountKey = tuple[date, str, int, str]  # day, query, unit, scope: a row of `QueryCount`


def add_usage(batch: Mapping[Count, int]) -> None:
    """Adds what was counted; what belongs to a unit or document that is gone is forgotten."""
    asked, opened = _sorted_out(batch)
    with transaction.atomic():
        units = set(Unit.objects.values_list("pk", flat=True))
        rows = sorted((key, counts) for key, counts in asked.items() if key[2] in units)
        add_counts(
            QueryCount,
            ["day", "query", "unit", "scope"],
            ["searches", "without_result", "clicks"],
            [(*key, *counts) for key, counts in rows],
        )
        documents = IndexedDocument.objects.in_bulk({document for _query, document in opened})
        clicks = sorted(
            (query, *documents[document].content_key, count)
            for (query, document), count in opened.items()
            if document in documents
        )
        add_counts(QueryClick, ["query", "content_type", "object_id"], ["clicks"], clicks)
    _follow(dict(rows))


def _sorted_out(batch: Mapping[Count, int]) -> tuple[dict[CountKey, list[int]], Counter[tuple[str, int]]]:
    asked: dict[CountKey, list[int]] = defaultdict(lambda: [0, 0, 0])
    opened: Counter[tuple[str, int]] = Counter()
    for each, count in batch.items():
        if each.what == What.OPENED:
            opened[each.query, each.document] += count
        else:
            asked[each.day, each.query, each.unit_id, str(each.scope)][each.what] += count
    return asked, opened


def _follow(asked: Mapping[CountKey, list[int]]) -> None:
    """What found something is no longer unanswered; what found nothing is. A failure here loses no count."""
    found = {key[1] for key, (searches, without, _clicks) in asked.items() if searches > without}
    missing: dict[str, Missing] = {}
    for (_day, query, unit_id, scope), (_searches, without, _clicks) in asked.items():
        if without and query not in found:
            before = missing.get(query)
            missing[query] = Missing(
                unit_id=before.unit_id if before else unit_id,
                searches=without + (before.searches if before else 0),
                is_everywhere=scope == Scope.GROUP or (before is not None and before.is_everywhere),
            )
    try:
        close_found(found)
        note_missing(missing)
    except Exception:
        logger.exception("What found nothing was not noted")
