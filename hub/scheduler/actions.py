"""Running what is due. All that is written about jobs is written here."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from hub.failures import error_text
from hub.locks import only_one
from hub.logging.request_id import use_request_id
from hub.models import CalendarDay, JobRun, ScheduledJob
from hub.scheduler.enums import RunOutcome
from hub.scheduler.registry import Job, JobFailed, registered_jobs
from hub.scheduler.rules import LocalCalendar, next_run

logger = logging.getLogger(__name__)

RUNS_KEPT = 200  # of each job
INTERRUPTED = "没有运行完，进程就结束了。"


def run_due() -> list[JobRun]:
    """Runs the jobs that are due, one after another; returns the runs, in their order.

    A job that fails holds up no other, and one that another process is at is passed over.

    Raises:
        DatabaseError: nothing can be read or written down.
    """
    jobs = registered_jobs()
    calendar = load_calendar()
    list_jobs(jobs.values(), calendar)
    return [run for job in jobs.values() if (run := _run_if_due(job, calendar)) is not None]


def load_calendar() -> LocalCalendar:
    exceptions = dict(CalendarDay.objects.values_list("day", "is_workday"))
    return LocalCalendar(timezone.get_default_timezone(), exceptions)


@transaction.atomic
def list_jobs(jobs: Iterable[Job], calendar: LocalCalendar) -> None:
    """Brings the table in line with the code and with today's calendar. A job that is no more leaves it."""
    known = {row.code: row for row in ScheduledJob.objects.all()}
    for job in jobs:
        values: dict[str, Any] = {"name": job.name, "schedule": str(job.schedule)}
        row = known.pop(job.code, None)
        if row is None:
            due = job.schedule.next_after(timezone.now(), calendar)
            ScheduledJob.objects.get_or_create(code=job.code, defaults={**values, "next_run_at": due})
            continue
        values["next_run_at"] = _due(row, job, calendar)
        if any(getattr(row, name) != value for name, value in values.items()):
            ScheduledJob.objects.filter(pk=row.pk).update(**values)
    ScheduledJob.objects.filter(pk__in=[row.pk for row in known.values()]).delete()


def _due(row: ScheduledJob, job: Job, calendar: LocalCalendar) -> datetime:
    last_run, now = row.last_run_at or row.created_at, timezone.now()
    if last_run > now:
        return now  # the clock was wrong; else the job would wait till it is right
    return next_run(job.schedule, last_run, row.failures, calendar)


def _run_if_due(job: Job, calendar: LocalCalendar) -> JobRun | None:
    if not _is_to_do(ScheduledJob.objects.get(code=job.code)):
        return None
    with only_one(f"job-{job.code}") as alone:
        row = ScheduledJob.objects.get(code=job.code)  # another process may have run it meanwhile
        if not alone or not _is_to_do(row):
            return None
        for dead in row.runs.filter(outcome=RunOutcome.RUNNING):  # nobody holds its lock
            _finish(dead, RunOutcome.INTERRUPTED, INTERRUPTED, job, calendar)
        return _run(row, job, calendar) if row.next_run_at <= timezone.now() else None


def _is_to_do(row: ScheduledJob) -> bool:
    """It is due; or it is said to run, and whether that is so shows the lock."""
    return row.outcome == RunOutcome.RUNNING or row.next_run_at <= timezone.now()


def _run(row: ScheduledJob, job: Job, calendar: LocalCalendar) -> JobRun:
    run = _begin(row)
    with use_request_id(f"job-{job.code}"):
        try:
            outcome, message = RunOutcome.DONE, job.perform()
        except JobFailed as error:
            outcome, message = RunOutcome.FAILED, str(error)
            logger.error("Job %s failed: %s", job.code, error)
        except Exception as error:
            outcome, message = RunOutcome.FAILED, error_text(error)
            logger.exception("Job %s failed", job.code)
            if not connection.is_usable():  # the failure may have been the database's, and a new connection works
                connection.close()
        else:
            logger.debug("Job %s: %s", job.code, message)
    _finish(run, outcome, message, job, calendar)
    return run


@transaction.atomic
def _begin(row: ScheduledJob) -> JobRun:
    row.last_run_at = timezone.now()
    row.outcome = RunOutcome.RUNNING
    row.message = ""
    row.save(update_fields=["last_run_at", "outcome", "message"])
    return JobRun.objects.create(job=row, started_at=row.last_run_at)


@transaction.atomic
def _finish(run: JobRun, outcome: RunOutcome, message: str, job: Job, calendar: LocalCalendar) -> None:
    row = run.job
    if outcome != RunOutcome.INTERRUPTED:  # of that nobody knows when
        run.duration = row.duration = timezone.now() - run.started_at
    run.outcome = row.outcome = outcome
    run.message = row.message = message[:300]
    row.failures = 0 if outcome == RunOutcome.DONE else row.failures + 1
    row.next_run_at = _due(row, job, calendar)
    run.save(update_fields=["duration", "outcome", "message"])
    row.save(update_fields=["duration", "outcome", "message", "failures", "next_run_at"])
    for oldest in row.runs.values_list("pk", flat=True)[RUNS_KEPT : RUNS_KEPT + 1]:
        row.runs.filter(pk__lte=oldest).delete()
