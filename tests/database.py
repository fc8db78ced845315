"""The test database: migrated and filled once a run, then copied, for each worker and after each test that commits."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from pytest_django.plugin import blocking_manager_key

FOLDER = "TEST_TEMPLATE_FOLDER"  # environment: of this run, the same for all its workers


class SQLiteCopies:
    """The template is a file; tests work in memory. A copy takes some milliseconds."""

    def __init__(self) -> None:
        self.name = connection.creation._get_test_db_name()
        self.template = str(Path(os.environ[FOLDER], "template.sqlite3"))

    def build(self, fill: Callable[[], None]) -> None:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        fill()
        with closing(sqlite3.connect(self.template)) as template:
            connection.connection.backup(template)

    def copy(self) -> None:
        _use(self.name)
        connection.ensure_connection()
        with closing(sqlite3.connect(self.template)) as template:
            template.backup(connection.connection)

    def drop(self) -> None:
        """What is in memory goes with the process."""


class PostgreSQLCopies:
    """The template is a database beside those of the workers. A copy takes some tenths of a second."""

    def __init__(self) -> None:
        self.name = connection.creation._get_test_db_name()
        self.template = f"test_{connection.settings_dict['NAME']}_template"

    def build(self, fill: Callable[[], None]) -> None:
        drop_database(self.template)
        options = connection.settings_dict["TEST"]
        own, options["NAME"] = options["NAME"], self.template
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        options["NAME"] = own
        fill()
        connection.close()

    def copy(self) -> None:
        drop_database(self.name)
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        _use(self.name)

    def drop(self) -> None:
        drop_database(self.name)


def drop_database(name: str) -> None:
    connection.close()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _use(name: str) -> None:
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def ready_copies(fill: Callable[[], None]) -> SQLiteCopies | PostgreSQLCopies:
    """The worker's own copy is there afterwards. The first worker builds the template with `fill`; the others wait."""
    copies = PostgreSQLCopies() if connection.vendor == "postgresql" else SQLiteCopies()
    built = Path(os.environ[FOLDER], "built")
    with Path(os.environ[FOLDER], "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            copies.build(fill)
            built.write_text(copies.template)
    copies.copy()
    return copies


def restore_after_commits(copies: SQLiteCopies | PostgreSQLCopies, patch: pytest.MonkeyPatch) -> None:
    """Django would empty every table after a test that commits, and load what had been there row by row."""

    def restore(test: TransactionTestCase) -> None:
        copies.copy()

    patch.setattr(TransactionTestCase, "_fixture_teardown", restore)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="test-template-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The workers have ended."""
    folder: Any = None if hasattr(config, "workerinput") else os.environ.pop(FOLDER, None)
    if folder is None:
        return
    built = Path(folder, "built")
    if built.exists() and settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        with config.stash[blocking_manager_key].unblock():
            drop_database(built.read_text())
    shutil.rmtree(folder)
