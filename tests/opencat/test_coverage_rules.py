"""The state of a category in a unit, by dates alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencat.coverage.rules import LEAST_DAYS, near_from, state_of, worst_of
from opencat.enums import CoverageState as State

START = date(2026, 3, 2)
dates = st.dates(date(2014, 1, 1), date(2040, 1, 1))
terms = st.integers(1, 800)


@pytest.mark.parametrize(
    ("term", "after", "state"),
    [
        (14, 0, State.FRESH),
        (14, 10, State.FRESH),
        (14, 11, State.DUE_SOON),
        (14, 14, State.DUE_SOON),
        (14, 15, State.OVERDUE),
        (183, 145, State.FRESH),
        (183, 146, State.DUE_SOON),
        (183, 183, State.DUE_SOON),
        (183, 184, State.OVERDUE),
        (2, 0, State.DUE_SOON),
    ],
)
def test_the_last_fifth_of_a_term_and_at_least_three_days(term: int, after: int, state: State) -> None:
    assert state_of(1, START, START + timedelta(days=term), START + timedelta(days=after)) == state


def test_nothing_is_empty_whatever_the_term() -> None:
    assert state_of(0, None, None, START) == State.EMPTY


def test_without_a_term_what_there_is_stays_fresh() -> None:
    assert state_of(1, None, None, START + timedelta(days=5000)) == State.FRESH


@given(dates, terms, st.integers(0, 1000))
def test_time_only_makes_it_worse(start: date, term: int, after: int) -> None:
    order = [State.FRESH, State.DUE_SOON, State.OVERDUE]
    due_on = start + timedelta(days=term)
    today, tomorrow = start + timedelta(days=after), start + timedelta(days=after + 1)
    assert order.index(state_of(1, start, due_on, today)) <= order.index(state_of(1, start, due_on, tomorrow))


@given(dates, terms)
def test_a_warning_comes_before_the_end(start: date, term: int) -> None:
    due_on = start + timedelta(days=term)
    warned = near_from(start, due_on)
    assert due_on - warned >= timedelta(days=LEAST_DAYS)
    assert state_of(1, start, due_on, due_on) == State.DUE_SOON
    assert state_of(1, start, due_on, due_on + timedelta(days=1)) == State.OVERDUE


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([State.FRESH, State.DUE_SOON], State.DUE_SOON),
        ([State.OVERDUE, State.DUE_SOON, State.FRESH], State.OVERDUE),
        ([State.OVERDUE, State.EMPTY], State.EMPTY),
        ([State.NOT_APPLICABLE, State.FRESH], State.FRESH),
        ([State.NOT_APPLICABLE, State.NOT_APPLICABLE], State.NOT_APPLICABLE),
        ([], State.NOT_APPLICABLE),
    ],
)
def test_a_category_is_as_bad_as_its_worst_part_that_applies(parts: list[State], whole: State) -> None:
    assert worst_of(parts) == whole
