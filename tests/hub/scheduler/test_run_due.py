"""`run_due` runs each job when it is due, once, whatever becomes of the others."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from hub.models import CalendarDay, JobRun, ScheduledJob
from hub.scheduler import actions
from hub.scheduler.actions import run_due
from hub.scheduler.enums import RunOutcome
from hub.scheduler.registry import Job, JobFailed, register, registered_jobs
from hub.scheduler.rules import Daily, EveryMinutes, Schedule, WorkingDays

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
Clock = time_machine.Traveller


@pytest.fixture
def clock() -> object:
    with time_machine.travel("2026-03-02 09:00:30+08:00", tick=False) as clock:
        yield clock


def add(code: str, schedule: Schedule, run: Callable[[], object] = lambda: 3, report: str = "完成 {} 件。") -> None:
    register(Job(code, f"任务{code}", run, schedule, report))


def row(code: str = "a") -> ScheduledJob:
    return ScheduledJob.objects.get(code=code)


def runs() -> list[str]:
    return [run.job.code for run in run_due()]


def test_a_job_runs_at_its_time_and_is_written_down(jobs: dict[str, Job], clock: Clock) -> None:
    add("a", EveryMinutes(5))
    assert runs() == []
    assert (row().last_run_at, row().next_run_at) == (None, timezone.now() + 4.5 * MINUTE)
    clock.shift(5 * MINUTE)
    assert runs() == ["a"]
    assert runs() == []
    found = row()
    assert (found.name, found.schedule, found.outcome, found.message) == ("任务a", "每 5 分钟", "done", "完成 3 件。")
    assert (found.last_run_at, found.failures) == (timezone.now(), 0)
    assert found.duration is not None
    assert JobRun.objects.get().started_at == timezone.now()


def test_runs_that_were_missed_are_caught_up_once(jobs: dict[str, Job], clock: Clock) -> None:
    add("a", Daily(time(7)))
    run_due()
    clock.shift(timedelta(days=9))
    assert runs() == ["a"]
    assert runs() == []
    assert timezone.localtime(row().next_run_at) == timezone.make_aware(datetime(2026, 3, 12, 7))  # noqa: DTZ001


def test_a_make_up_workday_entered_later_is_a_working_day(jobs: dict[str, Job], clock: Clock) -> None:
    clock.move_to("2026-03-06 08:00+08:00")  # a Friday
    add("a", WorkingDays(time(7, 30)))
    run_due()
    CalendarDay.objects.create(day=date(2026, 3, 7), is_workday=True, name="调休")
    CalendarDay.objects.create(day=date(2026, 3, 9), is_workday=False, name="放假")
    clock.move_to("2026-03-07 07:31+08:00")
    assert runs() == ["a"]
    clock.move_to("2026-03-09 23:00+08:00")
    assert runs() == []


@pytest.mark.parametrize(
    "error", [ValueError("坏了\0"), JobFailed("没有取得"), OperationalError("gone"), CommandError("坏")]
)
def test_a_job_that_fails_holds_up_no_other_and_is_tried_again(
    jobs: dict[str, Job], clock: Clock, error: Exception
) -> None:
    def fail() -> None:
        raise error

    add("a", Daily(time(9, 1)), fail)
    add("b", EveryMinutes())
    run_due()
    clock.shift(MINUTE)
    pauses = []
    for failures in range(1, 4):
        assert runs()[0] == "a"
        assert (row().outcome, row().failures) == (RunOutcome.FAILED, failures)
        pauses.append((row().next_run_at - timezone.now()) // MINUTE)
        clock.move_to(row().next_run_at)
    assert pauses == [1, 2, 4]
    assert (row("b").outcome, row("b").failures) == (RunOutcome.DONE, 0)
    assert str(error).rstrip("\0") in row().message
    jobs["a"] = Job("a", "任务a", lambda: 1, Daily(time(9, 1)))
    assert "a" in runs()
    assert (row().outcome, row().failures) == (RunOutcome.DONE, 0)
    assert row().next_run_at - timezone.now() > timedelta(hours=23)


def test_a_run_whose_process_died_is_said_to_be_interrupted_and_made_again(jobs: dict[str, Job], clock: Clock) -> None:
    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    add("a", Daily(time(9, 1)), die)
    run_due()
    clock.shift(MINUTE)
    with pytest.raises(Killed):
        run_due()
    assert row().outcome == RunOutcome.RUNNING
    jobs["a"] = Job("a", "任务a", lambda: 1, Daily(time(9, 1)))
    assert runs() == []
    assert (row().outcome, row().failures) == (RunOutcome.INTERRUPTED, 1)
    clock.shift(MINUTE)
    assert runs() == ["a"]
    assert list(JobRun.objects.values_list("outcome", flat=True)) == [RunOutcome.DONE, RunOutcome.INTERRUPTED]


def test_the_table_follows_the_code(jobs: dict[str, Job], clock: Clock) -> None:
    add("a", Daily(time(7)))
    add("b", EveryMinutes())
    run_due()
    del jobs["b"]
    jobs["a"] = Job("a", "新的名称", lambda: 1, EveryMinutes(5))
    run_due()
    found = ScheduledJob.objects.get()
    assert (found.name, found.schedule, found.next_run_at - timezone.now()) == ("新的名称", "每 5 分钟", 4.5 * MINUTE)


def test_a_clock_that_was_wrong_stops_nothing(jobs: dict[str, Job], clock: Clock) -> None:
    add("a", EveryMinutes())
    run_due()
    clock.shift(timedelta(days=900))
    assert runs() == ["a"]
    clock.shift(timedelta(days=-899))
    assert runs() == ["a"]
    assert runs() == []


def test_only_the_latest_runs_are_kept(jobs: dict[str, Job], clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "RUNS_KEPT", 3)
    add("a", EveryMinutes())
    add("b", Daily(time(9, 2)))
    run_due()
    for _minute in range(6):
        clock.shift(MINUTE)
        run_due()
    assert row("a").runs.count() == 3
    assert row("a").runs.first().started_at == timezone.now()
    assert row("b").runs.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_processes_never_run_one_job_twice(jobs: dict[str, Job], clock: Clock) -> None:
    under_way, may_end, count = threading.Event(), threading.Event(), []

    def slow() -> None:
        count.append(1)
        under_way.set()
        assert may_end.wait(30)

    def first() -> None:
        run_due()
        connection.close()

    add("a", EveryMinutes(), slow)
    add("b", EveryMinutes())
    run_due()
    clock.shift(MINUTE)
    other = threading.Thread(target=first)
    other.start()
    assert under_way.wait(30)
    assert runs() == ["b"]  # the second process does what the first has not come to
    assert row().outcome == RunOutcome.RUNNING
    may_end.set()
    other.join()
    assert (count, row().outcome) == ([1], RunOutcome.DONE)
    assert runs() == []


def test_two_jobs_of_one_name_are_named(jobs: dict[str, Job]) -> None:
    add("a", EveryMinutes())
    with pytest.raises(ImproperlyConfigured, match="Two jobs are called 'a'"):
        add("a", Daily(time(7)))


def test_the_command_says_what_it_did_and_fails_with_a_job(
    jobs: dict[str, Job], clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    add("a", EveryMinutes(), lambda: 1 / 0)
    add("b", EveryMinutes())
    call_command("run_due")
    clock.shift(MINUTE)
    with pytest.raises(CommandError, match="1 项任务失败：任务a。"):
        call_command("run_due")
    assert capsys.readouterr().out.splitlines() == [
        "任务a：失败。ZeroDivisionError: division by zero",
        "任务b：成功。完成 3 件。",
    ]
    clock.shift(MINUTE)
    with pytest.raises(CommandError):
        call_command("run_due", verbosity=0)
    assert capsys.readouterr().out == ""


def test_every_periodic_command_hangs_on_it() -> None:
    schedules = {code: str(job.schedule) for code, job in registered_jobs().items()}
    assert schedules == {
        "publish_scheduled": "每分钟",
        "drain_outbox": "每分钟",
        "send_text_messages": "每分钟",
        "read_incoming_mail": "每 5 分钟",
        "match_incoming_mail": "每 5 分钟",
        "remind_cases": "工作日 08:10",
        "remind_consultations": "工作日 08:20",
        "end_waiting_cases": "每天 00:20",
        "erase_old_cases": "每天 03:50",
        "erase_old_opinions": "每天 03:52",
        "run_import_batches": "每 2 分钟",
        "fetch_weather": "每 30 分钟",
        "settle_picture_copies": "每 60 分钟",
        "end_sign_ins": "每 30 分钟",
        "drop_sign_in_records": "每天 03:20",
        "clearsessions": "每天 03:30",
        "drop_unnamed_sent_files": "每天 03:40",
        "drop_old_mails": "每天 03:55",
        "drop_unsent_files": "每天 03:35",
        "scan_sent_files": "每 5 分钟",
        "send_inbox_digest": "工作日 07:30",
        "verify_ledger": "每天 02:30",
        "send_coverage_reminders": "每天 07:00",
        "send_unanswered_queries": "每周一 08:00",
        "search_usage_cleanup": "每天 03:30",
        "remind_tree_surveys": "工作日 08:00",  # of the tests' own app
    }


def test_all_of_them_run(clock: Clock) -> None:
    run_due()
    clock.shift(timedelta(days=8))
    assert {run.job.code: run.outcome for run in run_due()} == dict.fromkeys(registered_jobs(), RunOutcome.DONE)
