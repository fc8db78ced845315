"""The outbox towards the node."""

from __future__ import annotations

from search.elastic.node import WritingBlocked
from search.elastic.writing import write
from search.enums import Target
from search.indexing import put_off
from search.models import IndexTask

BATCH = 500


def drain_elasticsearch(limit: int = BATCH) -> int:
    """Does what waits for the node, oldest first; returns how many tasks are done.

    A task goes once the node has stored what it asks for. If that is not noted any more, it is done again, to no harm.

    Raises:
        WritingBlocked: the node takes nothing now; all stays as it is. Errors of the connection come as they are.
    """
    done = 0
    while tasks := list(IndexTask.objects.waiting(Target.ELASTICSEARCH)[:limit]):
        refused = write({task.page_id for task in tasks})
        for key, reason in refused.items():
            put_off([task for task in tasks if task.page_id == key], WritingBlocked(reason))
        stored = [task.pk for task in tasks if task.page_id not in refused]
        IndexTask.objects.filter(pk__in=stored).delete()
        done += len(stored)
    return done
