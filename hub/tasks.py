from __future__ import annotations

from django_tasks import task

from hub.outbox import drain_outbox


@task()
def drain_outbox_task() -> int:
    """Sends the mail that waits; started after each commit that queued some, and by cron for what failed."""
    return drain_outbox()
