"""One process at a time: for workers, rebuilding and jobs; and one transaction at a time, for rows."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def lock_rows(rows: QuerySet[Any]) -> None:
    """Nobody else changes or removes these until the transaction ends; others may still point at them."""
    list(rows.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Whether nobody else holds `name`; held until the block or the process ends. Never waits.

    PostgreSQL: an advisory lock of the session. SQLite: a lock on a file beside the database. A database in memory
    belongs to one process.
    """
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        with _advisory(number) as held:
            yield held
    elif (path := Path(str(connection.settings_dict["NAME"]))).is_file():
        with _file(path.with_name(f"{path.name}.{name}.lock")) as held:
            yield held
    else:
        yield True


@contextmanager
def _advisory(number: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        # After a broken connection there is no lock any more.
        if held and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


@contextmanager
def _file(path: Path) -> Iterator[bool]:
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
