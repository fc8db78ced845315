from __future__ import annotations

from django_tasks import task

from search.indexing import drain_database


@task()
def drain_index_task() -> int:
    """Brings the database's index up to date; started after each commit that changed something public."""
    return drain_database()
