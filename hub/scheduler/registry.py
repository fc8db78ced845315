"""Which jobs there are. An app lists its own in a module `jobs`, which is imported when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

from hub.scheduler.rules import Schedule


class JobFailed(Exception):
    """A failure that the job itself has noticed. What it says is read by people."""


@dataclass(frozen=True)
class Job:
    """Something that is done again and again. Doing it twice, or late, must do no harm.

    `code` stays the same for ever: the table of jobs is kept by it. `report` says in Chinese what was done; `{}` is
    what `run` returned. `run` raises JobFailed, or whatever else goes wrong.
    """

    code: str
    name: str
    run: Callable[[], Any]
    schedule: Schedule
    report: str = "已完成。"

    def perform(self) -> str:
        return self.report.format(self.run())


_jobs: dict[str, Job] = {}


def register(job: Job) -> None:
    """Raises ImproperlyConfigured: another job has that code."""
    if _jobs.setdefault(job.code, job) is not job:
        raise ImproperlyConfigured(f"Two jobs are called {job.code!r}: {_jobs[job.code].name}, {job.name}.")


def registered_jobs() -> Mapping[str, Job]:
    """By code, in the order in which they run."""
    autodiscover_modules("jobs")
    return dict(_jobs)
