"""The calendar and the legal terms that an install starts with (Art. 13)."""

from __future__ import annotations

from datetime import date

import pytest

from hub.calendar import due_date_for, term_in_force
from hub.models import CalendarDay, LegalTerm
from hub.models.calendar import DayUnit

pytestmark = pytest.mark.django_db


def test_the_saturday_before_spring_festival_2026_is_worked() -> None:
    assert CalendarDay.objects.get(day=date(2026, 2, 14)).is_workday
    assert due_date_for("centre_publish", date(2026, 2, 13)).on == date(2026, 2, 14)


def test_spring_festival_2026_is_off() -> None:
    assert not CalendarDay.objects.get(day=date(2026, 2, 17)).is_workday
    due = due_date_for("publish_news", date(2026, 2, 14))
    assert due.on > date(2026, 2, 20)
    assert "02-17放假" in due.explanation


def test_weekends_as_usual_have_no_row() -> None:
    assert not CalendarDay.objects.filter(day=date(2026, 3, 7)).exists()


def test_2027_is_provisional() -> None:
    due = due_date_for("publish_policy", date(2027, 3, 1))
    assert due.provisional
    assert "2027 年放假安排尚未公布" in due.explanation


def test_2027_is_final_once_the_centre_has_entered_its_holidays() -> None:
    CalendarDay.objects.create(day=date(2027, 1, 1), is_workday=False, name="元旦")
    assert not due_date_for("publish_policy", date(2027, 3, 1)).provisional


def test_news_has_two_and_policy_five_working_days() -> None:
    monday = date(2026, 3, 2)
    assert due_date_for("publish_news", monday).on == date(2026, 3, 4)
    assert due_date_for("publish_policy", monday).on == date(2026, 3, 9)


def test_a_new_term_holds_from_its_day_on() -> None:
    LegalTerm.objects.create(
        code="publish_news", subject="动态", days=1, source="新办法", in_force_from=date(2026, 6, 1)
    )
    assert term_in_force("publish_news", date(2026, 5, 31)).days == 2
    assert term_in_force("publish_news", date(2026, 6, 1)).days == 1
    assert "新办法" in due_date_for("publish_news", date(2026, 6, 1)).explanation


def test_a_term_in_calendar_days() -> None:
    LegalTerm.objects.create(
        code="natural",
        subject="自然日事项",
        days=10,
        unit=DayUnit.CALENDAR_DAYS,
        source="示例",
        in_force_from=date(2026, 1, 1),
    )
    assert due_date_for("natural", date(2026, 2, 10)).on == date(2026, 2, 20)


def test_before_the_regulation_there_was_no_term() -> None:
    with pytest.raises(LegalTerm.DoesNotExist):
        term_in_force("publish_news", date(2014, 6, 15))


def test_a_long_term_over_the_longest_holidays() -> None:
    """The range of days that is read from the calendar reaches far enough."""
    LegalTerm.objects.create(code="long", subject="长期限", days=60, source="示例", in_force_from=date(2025, 1, 1))
    start = date(2025, 9, 1)
    due = due_date_for("long", start)
    every_row = dict(CalendarDay.objects.values_list("day", "is_workday"))
    from hub.rules import add_working_days

    assert due.on == add_working_days(start, 60, every_row)
