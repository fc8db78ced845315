"""Brings the node in line with the rows of the index in the database, by versions that only grow.

Every write carries the version of its row, and the node refuses what is older than what it has. So it does no harm to
write twice, late, or from two processes at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from elasticsearch.helpers import streaming_bulk

from search.elastic import indices
from search.elastic.contents import source_of
from search.elastic.node import WritingBlocked, client
from search.models import IndexedDocument
from search.versions import newest_version
from sites.organisation.models.unit_site import UnitSite

CHUNK = 200  # documents
CHUNK_BYTES = 4_000_000
REQUESTS = 2  # at the same time, when a version is filled
_HAS_NEWER, _NOT_THERE, _BLOCKED = 409, 404, (403, 429, 503)


def write(keys: Iterable[int]) -> dict[int, str]:
    """Brings these documents in line in every version of the index; returns which the node refuses, and why.

    Raises:
        WritingBlocked: it takes nothing now. Errors of the connection come as they are.
    """
    # Before the rows are read: what is published again afterwards gets a higher version than its deletion.
    deletion = newest_version()
    wanted = set(keys)
    rows = list(IndexedDocument.objects.filter(pk__in=wanted).prefetch_related("texts"))
    gone = wanted - {row.pk for row in rows}
    # After the rows are read: a version that is begun later reads them itself.
    names = filter(indices.is_of_our_shape, indices.versions().every)
    return _send(
        action
        for name in names
        for action in (*_puts(name, rows, sites_of_units()), *(_delete(name, key, deletion) for key in gone))
    )


def _send(actions: Iterable[dict[str, Any]]) -> dict[int, str]:
    results = streaming_bulk(
        client(), actions, chunk_size=CHUNK, max_chunk_bytes=CHUNK_BYTES, raise_on_error=False, yield_ok=False
    )
    return refused(results)


def fill(version: str, rows: Iterable[list[IndexedDocument]]) -> Iterator[int]:
    """Writes all of `rows` to one version; yields how many are done, some at a time.

    The node works at some while the next are prepared. The database is read by the caller's thread alone.

    Raises:
        WritingBlocked: the node takes nothing, or refuses a document.
    """
    sites = sites_of_units()
    with ThreadPoolExecutor(REQUESTS) as pool:
        under_way: deque[tuple[int, Future[dict[int, str]]]] = deque()
        for some in rows:
            under_way.append((len(some), pool.submit(_send, list(_puts(version, some, sites)))))
            if len(under_way) > REQUESTS:
                yield _settled(*under_way.popleft())
        while under_way:
            yield _settled(*under_way.popleft())


def _settled(number: int, answer: Future[dict[int, str]]) -> int:
    if found := answer.result():
        raise WritingBlocked(f"{found}")
    return number


def refused(results: Iterable[tuple[bool, dict[str, Any]]]) -> dict[int, str]:
    """Of the answers to a bulk request, those that are failures: document and reason."""
    found: dict[int, str] = {}
    blocked: str | None = None
    for ok, result in results:
        if ok:
            continue
        ((kind, answer),) = result.items()
        status, error = answer.get("status"), answer.get("error") or {}
        reason = f"{error.get('type', '')}: {error.get('reason', '')}" if isinstance(error, dict) else str(error)
        if status == _HAS_NEWER or (status == _NOT_THERE and kind == "delete" and not error):
            continue
        if status == _NOT_THERE:
            continue  # that version of the index was removed meanwhile
        if status in _BLOCKED:
            blocked = blocked or reason
            continue
        found[int(answer["_id"])] = reason
    if blocked is not None:
        raise WritingBlocked(blocked)
    return found


def sites_of_units() -> dict[int, int]:
    return dict(UnitSite.objects.values_list("unit", "home"))


def _puts(version: str, rows: Iterable[IndexedDocument], sites: dict[int, int]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {**_named("index", version, row.pk, row.version), "_source": source_of(row, sites.get(row.unit_id))}


def _delete(version: str, key: int, number: int) -> dict[str, Any]:
    return _named("delete", version, key, number)


def _named(kind: str, version: str, key: int, number: int) -> dict[str, Any]:
    return {
        "_op_type": kind,
        "_index": indices.writing_alias(version),
        "_id": str(key),
        "require_alias": True,
        "version": number,
        "version_type": "external",
    }
