"""Migrations only grow: what an installation has applied stays, and a new version of a library disturbs nothing."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations import Migration

from tests.structure.source import PACKAGES, ROOT
from tests.upgrade.dump import Dump, stored_dumps

OWN_APPS = [config for config in apps.get_app_configs() if config.name.partition(".")[0] in PACKAGES]


@cache
def own_migrations() -> dict[tuple[str, str], type[Migration]]:
    """By app and name. Not by Django's loader: those of wagtail-localize ask the database when they are imported."""
    return {
        (config.label, path.stem): import_module(f"{config.name}.migrations.{path.stem}").Migration
        for config in OWN_APPS
        for path in Path(config.path).glob("migrations/[0-9]*.py")
    }


@pytest.mark.parametrize("dump", stored_dumps(), ids=lambda dump: dump.folder.name)
def test_what_installations_have_applied_is_still_there(dump: Dump) -> None:
    replaced = {key for migration in own_migrations().values() for key in migration.replaces}
    own = {key for key in dump.migrations if key[0] in {config.label for config in OWN_APPS}}
    assert own, "a dump without migrations of ours proves nothing"
    gone = sorted(own - own_migrations().keys() - replaced)
    assert gone == [], (
        f"Installations of version {dump.folder.name} have applied these, and `migrate` would stop there. Put them"
        " back under their names and bring the change in a new migration; to have fewer, squash with `replaces`"
        " (docs/upgrading.md)."
    )


def test_this_version_has_a_dump() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version in [dump.folder.name for dump in stored_dumps()], "`make dump` stores it (docs/upgrading.md)"


def test_no_migration_waits_for_the_latest_of_a_library() -> None:
    """The next version of the library would have one that installations lack: Django then refuses to migrate at all."""
    waiting = {
        key
        for key, migration in own_migrations().items()
        if any(name == "__latest__" for _app, name in migration.dependencies)
    }
    assert waiting == set(), "name the migration that it needs"
