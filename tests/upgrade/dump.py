"""A stored installation: rows by table and column as SQLite has them, media files, and what people see of it.

No model is asked when it is read: a later version of the code reads it into the tables that it was made from.

    <version>/manifest.json    version, ledger key, names of the applied migrations, what people see (observations.py)
    <version>/rows.jsonl.gz    one table a line: {"table": …, "columns": […], "rows": [[…], …]}
    <version>/media/           MEDIA_ROOT
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

FOLDER = Path(__file__).parent
# Sessions are nobody's loss. Each database has its own kind of search index and makes it from the rest.
LEFT_OUT_APPS = frozenset({"sessions", "wagtailsearch"})
LEFT_OUT = frozenset({
    "search_indexeddocument", "search_indexedtext", "search_suggestion", "search_suggestionkey", "search_vocabularykey",
})  # fmt: skip


@dataclass(frozen=True)
class Table:
    name: str
    columns: list[str]
    rows: list[list[Any]]


@dataclass(frozen=True)
class Dump:
    folder: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))

    @property
    def migrations(self) -> list[tuple[str, str]]:
        """(app, name) of what was applied."""
        return [(app, name) for app, names in self.manifest["migrations"].items() for name in names]

    @property
    def seen(self) -> dict[str, Any]:
        """What people saw when it was made, see observations.py."""
        return self.manifest["seen"]

    def tables(self) -> Iterator[Table]:
        with gzip.open(self.folder / "rows.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                data = json.loads(line)
                yield Table(data["table"], data["columns"], data["rows"])

    def copy_media(self) -> None:
        """Into MEDIA_ROOT, beside what is there."""
        shutil.copytree(self.folder / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)


def stored_dumps() -> list[Dump]:
    """Oldest version first."""
    folders = [path.parent for path in FOLDER.glob("*/manifest.json")]
    return [Dump(path) for path in sorted(folders, key=lambda path: [int(part) for part in path.name.split(".")])]


def write_dump(version: str, seen: dict[str, Any]) -> Dump:
    """Stores the default database, an SQLite one, in place of an earlier dump of the same version."""
    folder = FOLDER / version
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _write_rows(folder / "rows.jsonl.gz", _stored_tables())
    shutil.copytree(settings.MEDIA_ROOT, folder / "media")
    manifest = {
        "version": version,
        "ledger_key": settings.LEDGER_KEY,
        "private_data_key": settings.PRIVATE_DATA_KEY,
        "migrations": _applied_migrations(),
        "seen": seen,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "manifest.json").write_text(f"{text}\n", encoding="utf-8")
    return Dump(folder)


def _write_rows(path: Path, tables: Iterable[Table]) -> None:
    with path.open("wb") as file, gzip.GzipFile("", "wb", mtime=0, fileobj=file) as packed:
        for table in tables:
            data = {"table": table.name, "columns": table.columns, "rows": table.rows}
            packed.write(json.dumps(data, ensure_ascii=False, default=_plain).encode() + b"\n")


def _stored_tables() -> Iterator[Table]:
    existing = set(connection.introspection.table_names())
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label not in LEFT_OUT_APPS]
    names = {model._meta.db_table for model in models if model._meta.managed and not model._meta.proxy}
    for name in sorted((names & existing) - LEFT_OUT):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)} ORDER BY 1")  # noqa: S608 - own name
            rows = [list(row) for row in cursor.fetchall()]
            if rows:
                yield Table(name, [column[0] for column in cursor.description], rows)


def _applied_migrations() -> dict[str, list[str]]:
    loader = MigrationLoader(connection)
    applied: dict[str, list[str]] = {}
    for app, name in sorted(set(loader.applied_migrations) & set(loader.graph.nodes)):
        applied.setdefault(app, []).append(name)
    return applied


def _plain(value: Any) -> str:
    """As SQLite stores it: with microseconds, which the ledger's seals are over."""
    if isinstance(value, date | datetime | time | Decimal):
        return str(value)
    raise TypeError(f"a dump has no place for {type(value)}")
