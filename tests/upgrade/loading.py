"""A dump into the schema of its own version, and on to the newest, as an installation goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field

from sites.pages.translation.locales import locale_id
from tests.upgrade.dump import Dump

ALIAS = "default"


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """An empty database behind the default alias. The suite's own is back afterwards, in the transaction it was in."""
    suite = connections[ALIAS]
    settings = connections.settings[ALIAS]
    suite_name = settings["NAME"]
    on_server = suite.vendor == "postgresql"
    name = f"{suite_name}_upgrade" if on_server else str(folder / "upgrade.sqlite3")
    if on_server:
        _on_server(suite, f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
    settings["NAME"] = name
    connections[ALIAS] = connections.create_connection(ALIAS)
    try:
        yield
    finally:
        connections[ALIAS].close()
        settings["NAME"] = suite_name
        connections[ALIAS] = suite
        _forget()
        if on_server:
            _on_server(suite, f'DROP DATABASE "{name}"')


def _on_server(suite: BaseDatabaseWrapper, *statements: str) -> None:
    """On a connection of its own: none of these can be part of a transaction."""
    with suite._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def restore(dump: Dump) -> None:
    """The tables and rows of the dump's version, and its files; on PostgreSQL with sequences that go on behind them."""
    models = _migrate_to(dump.migrations)
    fields = {model._meta.db_table: {f.column: f for f in model._meta.local_concrete_fields} for model in models}
    # Foreign keys are checked at the end of the transaction, so the order of the tables does not matter.
    with transaction.atomic(), connection.cursor() as cursor:
        for table in fields.keys() & set(connection.introspection.table_names(cursor)):
            cursor.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 - what migrations had put there
        for table in dump.tables():
            adapters = [fields[table.name][column] for column in table.columns]
            rows = [[_adapted(*pair) for pair in zip(adapters, row, strict=True)] for row in table.rows]
            columns = ", ".join(map(_quoted, table.columns))
            values = ", ".join(["%s"] * len(table.columns))
            cursor.executemany(f"INSERT INTO {_quoted(table.name)} ({columns}) VALUES ({values})", rows)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    dump.copy_media()
    _forget()


def upgrade() -> None:
    """What docs/upgrading.md tells an installation to do."""
    call_command("migrate", verbosity=0)
    _forget()
    call_command("search_rebuild", stdout=StringIO())


def _migrate_to(applied: list[tuple[str, str]]) -> list[Any]:
    """Applies migrations, no others; returns the models as they were then.

    Migrations of libraries that are no more have been squashed: what ours depend on brings in what replaced them.
    """
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    known = {key for key in applied if key in graph.nodes}
    last = [
        key
        for key in sorted(known)
        if not any(child.key[0] == key[0] and child.key in known for child in graph.node_map[key].children)
    ]
    state = executor.migrate(last)
    models = state.apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def _adapted(field: Field, value: Any) -> Any:
    """A value as SQLite has it, for a statement. PostgreSQL reads nearly all from text."""
    if value is None or connection.vendor == "sqlite":
        return value
    if field.get_internal_type() == "DurationField":
        return timedelta(microseconds=value)
    return str(value)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _forget() -> None:
    """What the process knows of another database."""
    cache.clear()
    ContentType.objects.clear_cache()
    locale_id.cache_clear()
    wrapper = connections[ALIAS]
    if wrapper.connection is not None:
        connection_created.send(sender=type(wrapper), connection=wrapper)  # hub.cache_identity looks again
