"""The seeded calendar against the holiday notices of the State Council, and due dates over it (Art. 13).

The tables below are written from the notices of 2024, 2025 and 2026, not from the package that the seeds come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.calendar import due_date_for
from hub.models import CalendarDay
from hub.rules import add_working_days, due_date, is_workday

pytestmark = pytest.mark.django_db

# A busy machine is slow; that is no finding about the calendar.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Year → holiday → (first day off, last day off, days worked for it), as (month, day).
PUBLISHED: dict[int, dict[str, tuple[tuple[int, int], tuple[int, int], list[tuple[int, int]]]]] = {
    2024: {
        "元旦": ((1, 1), (1, 1), []),
        "春节": ((2, 10), (2, 17), [(2, 4), (2, 18)]),
        "清明节": ((4, 4), (4, 6), [(4, 7)]),
        "劳动节": ((5, 1), (5, 5), [(4, 28), (5, 11)]),
        "端午节": ((6, 10), (6, 10), []),
        "中秋节": ((9, 15), (9, 17), [(9, 14)]),
        "国庆节": ((10, 1), (10, 7), [(9, 29), (10, 12)]),
    },
    2025: {
        "元旦": ((1, 1), (1, 1), []),
        "春节": ((1, 28), (2, 4), [(1, 26), (2, 8)]),
        "清明节": ((4, 4), (4, 6), []),
        "劳动节": ((5, 1), (5, 5), [(4, 27)]),
        "端午节": ((5, 31), (6, 2), []),
        "国庆节、中秋节": ((10, 1), (10, 8), [(9, 28), (10, 11)]),
    },
    2026: {
        "元旦": ((1, 1), (1, 3), [(1, 4)]),
        "春节": ((2, 15), (2, 23), [(2, 14), (2, 28)]),
        "清明节": ((4, 4), (4, 6), []),
        "劳动节": ((5, 1), (5, 5), [(5, 9)]),
        "端午节": ((6, 19), (6, 21), []),
        "中秋节": ((9, 25), (9, 27), []),
        "国庆节": ((10, 1), (10, 7), [(9, 20), (10, 10)]),
    },
}


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def holidays() -> Iterator[tuple[date, date, list[date]]]:
    """(first day off, last day off, days worked for it) of every published holiday."""
    for year, schedule in PUBLISHED.items():
        for first, last, worked in schedule.values():
            yield date(year, *first), date(year, *last), [date(year, *day) for day in worked]


ALL_DAYS = list(days_between(date(2024, 1, 1), date(2026, 12, 31)))
DAYS_OFF = {day for first, last, _ in holidays() for day in days_between(first, last)}
MADE_UP_FOR = {day for _, _, worked in holidays() for day in worked}
WORKDAYS = {day for day in ALL_DAYS if day in MADE_UP_FOR or (day.isoweekday() < 6 and day not in DAYS_OFF)}

# Thirty working days from the last of these still end in 2026.
starts = st.dates(date(2024, 1, 1), date(2026, 10, 31))
terms = st.integers(1, 30)


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: Any) -> dict[date, bool]:
    """The rows that an install starts with: day → worked."""
    with django_db_blocker.unblock():
        return dict(CalendarDay.objects.values_list("day", "is_workday"))


def test_the_tables_of_the_test_are_consistent() -> None:
    """A slip of the pen in the tables would show here: only weekends are worked for a holiday, none of them is off."""
    assert len(ALL_DAYS) == 1096
    assert not DAYS_OFF & MADE_UP_FOR
    assert {day for day in MADE_UP_FOR if day.isoweekday() < 6} == set()
    # Since 2025 a year has 13 statutory days off, before it had 11; all else that is off is made up for.
    for year, statutory in ((2024, 11), (2025, 13), (2026, 13)):
        weekdays = sum(day.year == year and day.isoweekday() < 6 for day in ALL_DAYS)
        assert sum(day.year == year for day in WORKDAYS) == weekdays - statutory, year


def test_every_day_is_worked_or_off_as_published(seeded: dict[date, bool]) -> None:
    wrong = {
        f"{day:%Y-%m-%d}": "published as worked" if day in WORKDAYS else "published as off"
        for day in ALL_DAYS
        if is_workday(day, seeded) != (day in WORKDAYS)
    }
    assert wrong == {}


def test_the_calendar_holds_no_row_that_only_repeats_the_weekday(seeded: dict[date, bool]) -> None:
    """The explanation of a due date names each row as a day out of the ordinary."""
    assert {day for day in ALL_DAYS if day in seeded and seeded[day] == (day.isoweekday() < 6)} == set()


@given(start=starts, days=terms)
def test_a_term_ends_on_a_published_working_day_after_exactly_its_days(
    seeded: dict[date, bool], start: date, days: int
) -> None:
    due = add_working_days(start, days, seeded)
    assert due in WORKDAYS
    assert sum(day in WORKDAYS for day in days_between(start + timedelta(days=1), due)) == days


@given(pair=st.tuples(starts, starts).map(sorted), days=st.integers(0, 30))
def test_a_later_start_never_gives_an_earlier_due_date(seeded: dict[date, bool], pair: list[date], days: int) -> None:
    earlier, later = (add_working_days(start, days, seeded) for start in pair)
    assert earlier <= later


def test_day_by_day_over_three_years_due_dates_never_go_back(seeded: dict[date, bool]) -> None:
    for days in (1, 2, 5, 20):
        due = [add_working_days(start, days, seeded) for start in ALL_DAYS if start <= date(2026, 10, 31)]
        assert all(earlier <= later for earlier, later in pairwise(due))


@given(start=starts, days=terms)
def test_the_explanation_names_each_published_change_within_the_term(
    seeded: dict[date, bool], start: date, days: int
) -> None:
    due = due_date(start, days, working=True, source="示例", exceptions=seeded, announced=set(PUBLISHED))
    assert not due.provisional
    for day in days_between(start + timedelta(days=1), due.on):
        made_up, off = day in MADE_UP_FOR, day in DAYS_OFF and day.isoweekday() < 6
        assert (f"{day:%m-%d}上班" in due.explanation) == made_up
        assert (f"{day:%m-%d}放假" in due.explanation) == off


@settings(max_examples=40)
@given(start=starts)
def test_the_terms_of_the_regulation_end_as_the_published_table_says(start: date) -> None:
    """Through the rows and terms in the database, as the inbox and the columns ask for them."""
    for code, days in (("publish_news", 2), ("publish_policy", 5), ("centre_publish", 1)):
        later = [day for day in days_between(start + timedelta(days=1), date(2026, 12, 31)) if day in WORKDAYS]
        assert due_date_for(code, start).on == later[days - 1]
