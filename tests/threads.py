"""Things that happen at the same moment, each in a thread with a connection of its own, on both databases.

Requests of the live server are such things.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections


@pytest.fixture
def threaded_db(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """SQLite's test database lies in memory, where two connections lock each other out: a copy of it in a file."""
    if connection.vendor != "sqlite":
        yield
        return
    file, alias = tmp_path / "threads.sqlite3", connection.alias
    in_memory, name = connections[alias], connections.settings[alias]["NAME"]
    with sqlite3.connect(file) as copy:
        in_memory.connection.backup(copy)
    copy.close()
    connections.settings[alias]["NAME"] = str(file)
    connections[alias] = connections.create_connection(alias)
    yield
    connections[alias].close()
    connections.settings[alias]["NAME"] = name
    connections[alias] = in_memory


def together(*tasks: Callable[[], Any]) -> list[Any]:
    """What each task returns or raises, all begun at the same moment."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        try:
            barrier.wait(20)
            return task()
        except Exception as failed:
            return failed
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def elsewhere(task: Callable[[], Any]) -> Any:
    """What `task` gives outside of the running transaction, on another connection."""
    (result,) = together(task)
    if isinstance(result, Exception):
        raise result
    return result
