"""Migrations that show how far they are."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from demo.progress import Progress


class VisibleMigrate(Command):
    """`migrate`, with a row of `progress` for each migration that is to run."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        self.rows = progress.track(plan, "数据表")

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_start":
            next(self.rows, None)


def migrate(progress: Progress) -> None:
    command = VisibleMigrate(progress)
    call_command(command, verbosity=0, interactive=False, skip_checks=True)
    for _row in command.rows:
        pass
