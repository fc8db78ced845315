"""When a job runs next: whatever the last run, the calendar and the pauses in between."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.rules import is_workday
from hub.scheduler.rules import Daily, EveryMinutes, LocalCalendar, Schedule, Weekly, WorkingDays, next_run

SHANGHAI = ZoneInfo("Asia/Shanghai")
ORDINARY = LocalCalendar(SHANGHAI, {})
# National Day 2026 begins on a Thursday; the Saturday after next is worked instead.
HOLIDAYS = LocalCalendar(
    SHANGHAI, {**{date(2026, 10, day): False for day in range(1, 8)}, date(2026, 9, 27): True, date(2026, 10, 10): True}
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
exceptions = st.dictionaries(st.dates(date(2019, 12, 1), date(2030, 2, 1)), st.booleans(), max_size=60)
zones = st.sampled_from([SHANGHAI, ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")])  # Berlin changes its clocks
calendars = st.builds(LocalCalendar, zones, exceptions)
daily = st.one_of(
    st.builds(Daily, times), st.builds(WorkingDays, times), st.builds(Weekly, times, weekday=st.integers(0, 6))
)
schedules = st.one_of(st.builds(EveryMinutes, st.integers(1, 1440)), daily)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("schedule", "calendar", "last", "due"),
    [
        (EveryMinutes(), ORDINARY, "2026-03-02 09:00:01", "2026-03-02 09:01"),
        (EveryMinutes(30), ORDINARY, "2026-03-02 09:00:00", "2026-03-02 09:30"),
        (EveryMinutes(30), ORDINARY, "2026-03-02 23:59:59", "2026-03-03 00:00"),
        (Daily(time(7)), ORDINARY, "2026-03-02 06:59", "2026-03-02 07:00"),
        (Daily(time(7)), ORDINARY, "2026-03-02 07:00", "2026-03-03 07:00"),
        (WorkingDays(time(7, 30)), ORDINARY, "2026-03-06 07:30", "2026-03-09 07:30"),
        (WorkingDays(time(7, 30)), HOLIDAYS, "2026-09-26 08:00", "2026-09-27 07:30"),  # a Sunday that is worked
        (WorkingDays(time(7, 30)), HOLIDAYS, "2026-09-30 08:00", "2026-10-08 07:30"),
        (WorkingDays(time(7, 30)), HOLIDAYS, "2026-10-09 08:00", "2026-10-10 07:30"),  # a Saturday that is worked
        (Weekly(time(8), weekday=0), ORDINARY, "2026-03-02 08:00", "2026-03-09 08:00"),
        (Weekly(time(8), weekday=0), HOLIDAYS, "2026-09-29 08:00", "2026-10-05 08:00"),
    ],
)
def test_next_time(schedule: Schedule, calendar: LocalCalendar, last: str, due: str) -> None:
    assert schedule.next_after(at(last), calendar) == at(due)


@given(schedules, moments, calendars)
def test_the_next_time_is_later_and_there_is_none_in_between(
    schedule: Schedule, moment: datetime, calendar: LocalCalendar
) -> None:
    due = schedule.next_after(moment, calendar)
    assert due > moment
    assert schedule.next_after(due - timedelta(microseconds=1), calendar) == due
    halfway = moment + (due - moment) / 2
    assert schedule.next_after(halfway, calendar) == due


@given(daily, moments, calendars)
def test_it_is_at_the_hour_by_the_wall_clock_and_on_the_right_day(
    schedule: Daily, moment: datetime, calendar: LocalCalendar
) -> None:
    local = schedule.next_after(moment, calendar).astimezone(calendar.zone)
    if calendar.zone == SHANGHAI:  # elsewhere the hour may not exist on the day on which clocks are put forward
        assert local.time() == schedule.at
    if isinstance(schedule, WorkingDays):
        assert is_workday(local.date(), calendar.exceptions)
    if isinstance(schedule, Weekly):
        assert local.weekday() == schedule.weekday


@given(schedules, moments, st.timedeltas(timedelta(0), timedelta(days=900)), calendars)
def test_missed_runs_are_caught_up_once(
    schedule: Schedule, last: datetime, away: timedelta, calendar: LocalCalendar
) -> None:
    """However long nothing ran: what is due is one run, and the next lies ahead."""
    back = last + away
    if next_run(schedule, last, 0, calendar) <= back:
        assert next_run(schedule, back, 0, calendar) > back


@given(schedules, moments, st.integers(0, 10**6), calendars)
def test_a_failure_is_tried_again_soon_and_never_later_than_planned(
    schedule: Schedule, last: datetime, failures: int, calendar: LocalCalendar
) -> None:
    regular = schedule.next_after(last, calendar)
    due = next_run(schedule, last, failures, calendar)
    assert last < due <= regular
    assert due == regular or (failures and due - last <= timedelta(hours=1))


def test_pauses_after_failures_grow() -> None:
    last = at("2026-03-02 07:00")
    minutes = [(next_run(Daily(time(7)), last, failures, ORDINARY) - last).seconds // 60 for failures in range(1, 9)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_schedule_that_never_comes_up_says_so() -> None:
    calendar = LocalCalendar(SHANGHAI, {date(2026, 1, 1) + timedelta(days=number): False for number in range(800)})
    with pytest.raises(LookupError):
        WorkingDays(time(7)).next_after(at("2026-02-01 08:00"), calendar)


def test_what_people_read() -> None:
    labels = [EveryMinutes(), EveryMinutes(30), Daily(time(7)), WorkingDays(time(7, 30)), Weekly(time(8), weekday=6)]
    assert [str(each) for each in labels] == ["每分钟", "每 30 分钟", "每天 07:00", "工作日 07:30", "每周日 08:00"]
    with pytest.raises(ValueError, match="at most once a minute"):
        EveryMinutes(0)
