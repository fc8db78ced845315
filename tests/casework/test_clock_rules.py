"""Clocks, read from what happened: every date has its reason, and no clock is late the moment it goes on."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.rules import is_workday
from sites.casework.clock.rules import Fact, Term, days_left, days_passed, read_clock, receipt_day, working_days_between
from sites.casework.enums import ClockChange as C

SHORT, LONG = Term(2, True, "第十三条"), Term(10, True, "第十三条（复杂）")
MONDAY = date(2026, 3, 2)
CALENDAR = {date(2026, 3, 5): False, date(2026, 3, 7): True}  # a holiday on a Thursday, work on a Saturday
CLOSES = time(17, 30)


def due(*facts: Fact, calendar: dict[date, bool] | None = None) -> date | None:
    reading = read_clock(facts, CALENDAR if calendar is None else calendar)
    return reading.due.on if reading.due else None


def started(on: date = MONDAY, term: Term = SHORT) -> Fact:
    return Fact(C.STARTED, on, term)


def test_two_working_days_from_the_day_after() -> None:
    assert due(started()) == date(2026, 3, 4)


def test_holidays_and_make_up_days_count_as_announced() -> None:
    assert due(started(date(2026, 3, 4))) == date(2026, 3, 7)


def test_a_complex_question_has_the_longer_term_from_the_same_day() -> None:
    assert due(started(), Fact(C.TERM, date(2026, 3, 3), LONG)) == date(2026, 3, 14) + timedelta(days=2)


def test_days_on_which_it_stands_do_not_count() -> None:
    facts = [started(), Fact(C.PAUSED, date(2026, 3, 3)), Fact(C.RESUMED, date(2026, 3, 10))]
    assert due(*facts[:2]) is None
    assert due(*facts) == date(2026, 3, 11)


def test_who_answers_on_the_last_day_leaves_a_day() -> None:
    facts = [started(), Fact(C.PAUSED, date(2026, 3, 4)), Fact(C.RESUMED, date(2026, 3, 10))]
    assert due(*facts) == date(2026, 3, 11)


def test_an_extension_adds_its_days() -> None:
    assert due(started(), Fact(C.EXTENDED, date(2026, 3, 3), Term(3, True, "延期"))) == date(2026, 3, 9)


def test_a_restart_begins_anew_without_what_was_used_or_added() -> None:
    """Alaveteli 7959: after a clarification the old clock still said "long overdue"."""
    facts = [
        started(),
        Fact(C.EXTENDED, date(2026, 3, 3), SHORT),
        Fact(C.PAUSED, date(2026, 3, 3)),
        Fact(C.RESTARTED, date(2026, 4, 1)),
    ]
    assert due(*facts) == date(2026, 4, 3)


def test_a_clock_that_has_stopped_has_no_date_and_nothing_moves_it() -> None:
    facts = [started(), Fact(C.STOPPED, date(2026, 3, 3)), Fact(C.EXTENDED, date(2026, 3, 9), LONG)]
    assert due(*facts) is None
    reading = read_clock(facts, CALENDAR)
    assert (reading.used, reading.stopped_on) == (1, date(2026, 3, 3))


def test_each_date_says_why() -> None:
    facts = [started(), Fact(C.PAUSED, date(2026, 3, 3), reason="请来信人补充"), Fact(C.RESUMED, date(2026, 3, 10))]
    reading = read_clock(facts, CALENDAR)
    assert reading.due is not None
    for words in ("第十三条：自 2026-03-02 起 2 个工作日", "因请来信人补充暂停，已用 1", "至 2026-03-11"):
        assert words in reading.due.explanation


def test_terms_of_calendar_days_count_every_day() -> None:
    term = Term(60, False, "信访")
    facts = [started(term=term), Fact(C.PAUSED, date(2026, 3, 12)), Fact(C.RESUMED, date(2026, 3, 20))]
    assert due(*facts) == date(2026, 3, 20) + timedelta(days=50)


@pytest.mark.parametrize(
    ("day", "at", "received"),
    [
        (date(2026, 3, 6), time(17, 29), date(2026, 3, 6)),
        (date(2026, 3, 6), time(17, 30), date(2026, 3, 7)),  # the Saturday is worked
        (date(2026, 3, 6), time(23, 59), date(2026, 3, 7)),
        (date(2026, 3, 14), time(0, 1), date(2026, 3, 16)),
        (date(2026, 3, 16), time(0, 1), date(2026, 3, 16)),
        (date(2026, 3, 5), time(9, 0), date(2026, 3, 6)),  # a holiday
        (date(2026, 3, 4), time(19, 0), date(2026, 3, 6)),
    ],
)
def test_after_hours_and_on_days_off_it_is_the_next_working_day(day: date, at: time, received: date) -> None:
    """Signals 3; recordtrac 172."""
    assert receipt_day(day, at, CLOSES, CALENDAR) == received


def test_days_passed_and_left() -> None:
    """Alaveteli 7228: the days, not only the date."""
    reading = read_clock([started()], CALENDAR)
    assert days_passed(reading, date(2026, 3, 3), CALENDAR) == 1
    assert days_left(reading, date(2026, 3, 3), CALENDAR) == 1
    assert days_left(reading, date(2026, 3, 4), CALENDAR) == 0
    assert days_left(reading, date(2026, 3, 6), CALENDAR) == -1


DAYS = st.integers(min_value=0, max_value=40)
CHANGES = st.sampled_from([C.PAUSED, C.RESUMED, C.EXTENDED, C.RESTARTED, C.TERM])
TERMS = st.builds(Term, st.integers(min_value=1, max_value=30), st.booleans(), st.just("法"))
CALENDARS = st.dictionaries(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.booleans(), max_size=60)


def history(term: Term, steps: list[tuple[int, C, Term]]) -> list[Fact]:
    on, facts = date(2026, 1, 5), [Fact(C.STARTED, date(2026, 1, 5), term)]
    for days, change, other in steps:
        on += timedelta(days=days)
        facts.append(Fact(change, on, Term(other.days, term.is_working, other.source)))
    return facts


@given(TERMS, st.lists(st.tuples(DAYS, CHANGES, TERMS), max_size=12), CALENDARS)
def test_over_three_years_there_is_one_date_or_a_reason_for_none(
    term: Term, steps: list[tuple[int, C, Term]], calendar: dict[date, bool]
) -> None:
    facts = history(term, steps)
    for length in range(1, len(facts) + 1):
        reading = read_clock(facts[:length], calendar)
        assert (reading.due is None) == (reading.paused_on is not None)
        if reading.due is not None:
            assert reading.stretch_from is not None
            assert reading.due.on > reading.stretch_from
            assert not reading.is_working or is_workday(reading.due.on, calendar)
            assert f"至 {reading.due.on:%Y-%m-%d}" in reading.due.explanation


@given(TERMS, st.lists(st.tuples(DAYS, CHANGES, TERMS), max_size=12), CALENDARS, DAYS)
def test_no_clock_is_red_the_day_it_goes_on_or_begins_anew(
    term: Term, steps: list[tuple[int, C, Term]], calendar: dict[date, bool], later: int
) -> None:
    facts = history(term, steps)
    on = facts[-1].on + timedelta(days=later)
    for change in (C.RESUMED, C.RESTARTED):
        reading = read_clock([*facts, Fact(C.PAUSED, on), Fact(change, on)], calendar)
        assert reading.due is not None
        assert reading.due.on > on
        left = days_left(reading, on, calendar)
        assert left is not None
        assert left >= 1


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 90), CALENDARS)
def test_counting_and_adding_agree(start: date, days: int, calendar: dict[date, bool]) -> None:
    term = Term(max(days, 1), True, "法")
    found = read_clock([Fact(C.STARTED, start, term)], calendar).due
    assert found is not None
    assert working_days_between(start, found.on, calendar) == term.days
