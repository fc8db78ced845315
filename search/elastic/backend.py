"""Search on Elasticsearch."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from elasticsearch import ApiError, TransportError

from search.backends.base import FACETS, MOST_COUNTED, BackendAway, Facets, Found
from search.elastic import indices
from search.elastic.node import client, is_away
from search.elastic.queries import counting_body, search_body
from search.elastic.writing import write
from search.enums import Sort, Target
from search.match import Match
from search.models import IndexedDocument, IndexTask
from search.query import Question

logger = logging.getLogger(__name__)

ALL_CALLS = 1.5  # seconds for all that one answer asks
ONE_CALL = 0.7  # seconds to be connected, and as long for what comes back
MOST_WITHDRAWN = 500  # that the node has not heard of; with more of them the database answers
PAGE = 5_000


class QuestionRefused(Exception):
    """The node is well but does not take this question; the database answers it."""


class ElasticsearchBackend:
    """Made for one answer: all its calls together have `ALL_CALLS` seconds."""

    name = "elasticsearch"
    head = 20

    def __init__(self, seconds: float | None = None) -> None:
        self._until = time.monotonic() + (ALL_CALLS if seconds is None else seconds)
        self._withdrawn: list[int] | None = None

    def find(self, question: Question, match: Match, offset: int, limit: int, *, facets: bool = True) -> Found:
        """Raises BackendAway, QuestionRefused."""
        if match.is_empty:
            return Found(0, ())
        body = search_body(
            question, match, self._not_yet_removed(), facets=facets, by_date=question.sort == Sort.DATE or not limit
        )  # fmt: skip
        answer = self._ask({**body, "from": offset, "size": limit})
        total = answer["hits"]["total"]["value"]
        keys = tuple(hit["sort"][-1] for hit in answer["hits"]["hits"])
        return Found(min(total, MOST_COUNTED), keys, _facets(answer.get("aggregations", {})), total > MOST_COUNTED)

    def totals(self, questions: Iterable[Question]) -> Iterator[int]:
        """Raises BackendAway, QuestionRefused."""
        body = counting_body(list(questions), self._not_yet_removed())
        for bucket in self._ask(body)["aggregations"]["totals"]["buckets"]:
            yield min(bucket["doc_count"], MOST_COUNTED)

    def _ask(self, body: dict[str, Any]) -> dict[str, Any]:
        # In tenths: there is a client for each.
        left = round(min(ONE_CALL, self._until - time.monotonic()), 1)
        if left <= 0:
            raise BackendAway("没有在规定时间内应答")
        try:
            found = client(left).search(
                index=indices.alias(), body=body, allow_partial_search_results=False, request_cache=False
            )
        except (TransportError, ApiError) as error:
            if is_away(error):
                raise BackendAway(f"{type(error).__name__}: {error}") from error
            logger.exception("Elasticsearch refuses a question")
            raise QuestionRefused(str(error)) from error
        return dict(found)

    def _not_yet_removed(self) -> list[int]:
        """What is withdrawn is out of the database's index at once; the node hears of it a moment later."""
        if self._withdrawn is None:
            with connection.cursor() as cursor:
                cursor.execute(*_withdrawn())
                self._withdrawn = [key for (key,) in cursor.fetchall()]
        if len(self._withdrawn) > MOST_WITHDRAWN:
            raise QuestionRefused("has not heard of too much that was withdrawn")
        return self._withdrawn

    def put(self, keys: Iterable[int]) -> None:
        write(keys)

    def keys(self) -> Sequence[int]:
        return [key for key, _version in stored_versions()]


@cache
def _withdrawn() -> tuple[str, tuple[Any, ...]]:
    """The query, and what stands in it, for documents that the node is still to hear of and the database no longer has.

    Kept: every search asks it, and to write it takes longer than to answer it.
    """
    waiting = IndexTask.objects.filter(target=Target.ELASTICSEARCH)
    gone = waiting.filter(~Exists(IndexedDocument.objects.filter(pk=OuterRef("object_id"))))
    return gone.values_list("object_id").distinct()[: MOST_WITHDRAWN + 1].query.sql_with_params()


def stored_versions() -> Iterator[tuple[int, int]]:
    """Key and version of all that the live version of the index holds, in the order of the keys."""
    after: list[int] | None = None
    while True:
        found = client().search(
            index=indices.alias(), query={"match_all": {}}, sort=["document"], size=PAGE, version=True, source=False,
            search_after=after, track_total_hits=False,
        )["hits"]["hits"]  # fmt: skip
        for hit in found:
            yield int(hit["_id"]), hit["_version"]
        if len(found) < PAGE:
            return
        after = found[-1]["sort"]


def _facets(answers: dict[str, Any]) -> Facets:
    """As the database gives them: most first, without what is empty."""
    counts: Facets = {}
    for name in FACETS if answers else ():
        rows = [(_value(name, row["key"]), row["doc_count"]) for row in answers[name]["buckets"] if row["key"] != ""]
        counts[name] = sorted(rows, key=lambda row: (-row[1], str(row[0])))
    return counts


def _value(name: str, key: Any) -> Any:
    return bool(key) if name == "has_attachment" else key
