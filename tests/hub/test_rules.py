"""Working days and due dates (Art. 13): what the rules promise for every date, holiday and term."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.rules import add_working_days, due_date, is_workday

# A busy machine is slow; that is no finding about the rules.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SOURCE = "第十三条（一）"
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))
terms = st.integers(0, 30)
# A few exceptions in either direction: holidays on weekdays and make-up workdays on weekends.
calendars = st.dictionaries(days_of_2026, st.booleans(), max_size=12)


def working_days_between(start: date, end: date, exceptions: dict[date, bool]) -> int:
    """Working days after `start` up to and including `end`, counted one by one."""
    span = (end - start).days
    return sum(is_workday(start + timedelta(days=step), exceptions) for step in range(1, span + 1))


@given(days_of_2026, st.integers(1, 30), calendars)
def test_a_term_ends_on_the_working_day_on_which_all_its_days_have_passed(
    start: date, days: int, exceptions: dict[date, bool]
) -> None:
    end = add_working_days(start, days, exceptions)
    assert is_workday(end, exceptions)
    assert working_days_between(start, end, exceptions) == days


@given(days_of_2026, calendars)
def test_a_term_of_no_days_is_today_or_the_next_working_day(start: date, exceptions: dict[date, bool]) -> None:
    end = add_working_days(start, 0, exceptions)
    assert is_workday(end, exceptions)
    assert (end == start) == is_workday(start, exceptions)
    assert working_days_between(start, end, exceptions) == (end != start)


@given(days_of_2026, terms, calendars)
def test_a_longer_term_never_ends_earlier(start: date, days: int, exceptions: dict[date, bool]) -> None:
    assert add_working_days(start, days, exceptions) <= add_working_days(start, days + 1, exceptions)


@given(days_of_2026.filter(lambda day: is_workday(day, {})), terms)
def test_without_holidays_five_working_days_are_a_week(start: date, days: int) -> None:
    assert add_working_days(start, 5, {}) == start + timedelta(days=7)
    assert add_working_days(start, days + 5, {}) == add_working_days(start, days, {}) + timedelta(days=7)


@given(days_of_2026, st.integers(1, 30), calendars, st.integers(1, 40))
def test_a_holiday_within_the_term_moves_its_end_by_a_working_day(
    start: date, days: int, exceptions: dict[date, bool], offset: int
) -> None:
    end = add_working_days(start, days, exceptions)
    holiday = start + timedelta(days=offset)
    moved = add_working_days(start, days, {**exceptions, holiday: False})
    if holiday > end or not is_workday(holiday, exceptions):
        assert moved == end
    else:
        assert moved == add_working_days(start, days + 1, exceptions)


def test_a_make_up_saturday_counts() -> None:
    friday, saturday = date(2026, 2, 13), date(2026, 2, 14)
    assert add_working_days(friday, 1, {}) == date(2026, 2, 16)
    assert add_working_days(friday, 1, {saturday: True}) == saturday


def test_a_holiday_does_not_count() -> None:
    thursday = date(2026, 4, 30)
    assert add_working_days(thursday, 1, {date(2026, 5, 1): False}) == date(2026, 5, 4)


def test_calendar_days_run_through_weekends_and_holidays() -> None:
    due = due_date(
        date(2026, 9, 30), 10, working=False, source=SOURCE, exceptions={date(2026, 10, 1): False}, announced=set()
    )
    assert (due.on, due.provisional) == (date(2026, 10, 10), False)
    assert due.explanation == "第十三条（一）：自 2026-09-30 起 10 日，至 2026-10-10。"


def test_the_explanation_names_article_term_and_the_days_off() -> None:
    exceptions = {date(2026, 5, 1): False, date(2026, 5, 9): True, date(2026, 6, 19): False}
    due = due_date(date(2026, 4, 30), 6, working=True, source=SOURCE, exceptions=exceptions, announced={2026})
    assert due.on == date(2026, 5, 9)
    assert due.explanation == ("第十三条（一）：自 2026-04-30 起 6 个工作日，至 2026-05-09。其间05-01放假、05-09上班。")


def test_a_term_into_a_year_without_announced_holidays_is_provisional_and_says_so() -> None:
    due = due_date(date(2026, 12, 30), 5, working=True, source=SOURCE, exceptions={}, announced={2026})
    assert due.provisional
    assert "2027 年放假安排尚未公布，日期为暂定。" in due.explanation


def test_a_term_within_announced_years_is_final() -> None:
    due = due_date(date(2026, 12, 30), 5, working=True, source=SOURCE, exceptions={}, announced={2026, 2027})
    assert not due.provisional
    assert "暂定" not in due.explanation


@given(days_of_2026, terms, calendars)
def test_the_explanation_always_gives_both_dates(start: date, days: int, exceptions: dict[date, bool]) -> None:
    due = due_date(start, days, working=True, source=SOURCE, exceptions=exceptions, announced={2026})
    assert f"{start:%Y-%m-%d}" in due.explanation
    assert f"{due.on:%Y-%m-%d}" in due.explanation
    assert due.provisional == (due.on.year > 2026)
