"""The outbox towards the node."""

from __future__ import annotations

from collections.abc import Sequence

from elasticsearch import ApiError, SerializationError, TransportError

from hub.draining import drain
from search.elastic.node import WritingBlocked, is_away
from search.elastic.writing import write
from search.enums import Target
from search.models import IndexTask

BATCH = 500


def drain_elasticsearch() -> int:
    """Does what waits for the node, oldest first; returns how many tasks are done.

    A task goes once the node has stored what it asks for. If that is not noted any more, it is done again, to no harm;
    so no transaction waits for the node.

    Raises:
        WritingBlocked: the node takes nothing now; all stays as it is. Errors of the connection come as they are.
    """
    rows = IndexTask.objects.filter(target=Target.ELASTICSEARCH)
    return drain(
        rows, _write_some, size=BATCH, in_transaction=False, outages=(WritingBlocked, TransportError, ApiError)
    )


class RequestRefused(Exception):
    """The node is well, but does not take what one of these tasks asks for."""


def _write_some(tasks: Sequence[IndexTask]) -> int:
    try:
        refused = write({task.object_id for task in tasks})
    except (SerializationError, ApiError) as error:
        if isinstance(error, ApiError) and is_away(error):
            raise
        raise RequestRefused(str(error)) from error
    for task in tasks:
        if task.object_id in refused:
            task.put_off(WritingBlocked(refused[task.object_id]))
    stored = [task.pk for task in tasks if task.object_id not in refused]
    IndexTask.objects.filter(pk__in=stored).delete()
    return len(stored)
