from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from hub.scheduler.registry import JobFailed, registered_jobs


class JobCommand(BaseCommand):
    """Does one job now, by hand, whatever its schedule; the table of jobs does not hear of it."""

    code: ClassVar[str]

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(registered_jobs()[self.code].perform())
        except JobFailed as error:
            raise CommandError(str(error)) from error
