"""Side effects that leave after the commit, once for a transaction however often it asks for them."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction


def once_after_commit(call: Callable[[], object]) -> None:
    """Calls `call` after the running transaction, or now without one; what it raises is logged and harms nobody."""
    if not any(waiting == call for _savepoints, waiting, *_rest in connection.run_on_commit):
        transaction.on_commit(call, robust=True)
