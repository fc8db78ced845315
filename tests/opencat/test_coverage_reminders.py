"""Who is told of limits by mail: before and after, once each, whatever the day on which it runs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from hub.models import AuditEvent, CalendarDay, OutboxMessage, User
from opencat.coverage.reminders import send_coverage_reminders
from opencat.enums import ExemptionStatus
from opencat.models import CatalogueEntry, Category, CoverageExemption, CoverageNotice
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from tests.factories import appoint, draft, published
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(person: User, since: int = 0) -> list[str]:
    """The mails to a person, in the order in which they were queued."""
    rows = OutboxMessage.objects.filter(recipient=person.email, pk__gt=since, key__startswith="coverage:")
    return list(rows.order_by("pk").values_list("body", flat=True))


@pytest.fixture
def settled(bureau: Staffed) -> Staffed:
    """A bureau with one piece of news of today, whose empty categories were told of."""
    published(bureau.column, written_on=timezone.localdate())
    send_coverage_reminders()
    OutboxMessage.objects.all().delete()
    return bureau


def test_empty_categories_of_a_new_site_are_told_once(bureau: Staffed) -> None:
    officer = appoint(bureau.unit, Office.INFORMATION_OFFICER)
    assert send_coverage_reminders() > 0
    for person in (bureau.leader, officer):
        (body,) = told(person)
        assert "第十五条（三）“办事指南”还没有任何信息" in body
        assert "/admin/coverage/units/" in body
    assert told(bureau.editor) == []
    assert send_coverage_reminders() == 0
    assert send_coverage_reminders(timezone.localdate() + DAY) == 0
    assert len(told(officer)) == 1


def test_once_before_and_once_after_a_limit(settled: Staffed) -> None:
    today = timezone.localdate()
    assert send_coverage_reminders(today + 10 * DAY) == 0
    assert send_coverage_reminders(today + 11 * DAY) == 1
    assert send_coverage_reminders(today + 12 * DAY) == 0
    assert send_coverage_reminders(today + 15 * DAY) == 1
    assert send_coverage_reminders(today + 16 * DAY) == 0
    before, after = told(settled.leader)
    assert f"“政务动态”{today + 14 * DAY:%Y-%m-%d} 前须更新" in before
    assert "“政务动态”" in after
    assert "已逾期" in after


def test_days_on_which_it_did_not_run_lose_nothing(settled: Staffed) -> None:
    assert send_coverage_reminders(timezone.localdate() + 300 * DAY) == 1
    (body,) = told(settled.leader)
    assert "“政务动态”" in body


def test_something_new_begins_a_new_limit(settled: Staffed) -> None:
    today = timezone.localdate()
    send_coverage_reminders(today + 15 * DAY)
    CatalogueEntry.objects.update(published_on=today + 16 * DAY)
    assert send_coverage_reminders(today + 17 * DAY) == 0
    assert send_coverage_reminders(today + 31 * DAY) == 1
    assert len(told(settled.leader)) == 2


def test_one_mail_for_each_person_with_all_units(bureau: Staffed, other_bureau: Staffed) -> None:
    officer = appoint(bureau.unit, Office.INFORMATION_OFFICER)
    appoint(other_bureau.unit, Office.INFORMATION_OFFICER, person=officer)
    send_coverage_reminders()
    (body,) = told(officer)
    assert "【兴宁市教育局】" in body
    assert "【兴宁市财政局】" in body
    (other,) = told(other_bureau.leader)
    assert "教育局" not in other


def test_who_acts_for_an_absent_leader_is_told(bureau: Staffed) -> None:
    deputy = appoint(bureau.unit, Office.SECURITY_OFFICER)
    today = timezone.localdate()
    Delegation.objects.create(
        appointment=bureau.leader.appointments.get(), delegate=deputy, starts_on=today, ends_on=today
    )
    send_coverage_reminders()
    assert len(told(deputy)) == 1


def test_what_nobody_could_be_told_waits_for_somebody(bureau: Staffed) -> None:
    Appointment.objects.filter(unit=bureau.unit).update(ends_on=date(2021, 1, 1))
    send_coverage_reminders()
    assert not CoverageNotice.objects.filter(unit=bureau.unit).exists()
    officer = appoint(bureau.unit, Office.INFORMATION_OFFICER)
    assert send_coverage_reminders() == 1
    assert len(told(officer)) == 1


def test_drafts_are_told_of_once_before_and_once_after_their_date(settled: Staffed) -> None:
    draft(settled.column, settled.editor, title="开放日", written_on=date(2026, 3, 2))
    entry = CatalogueEntry.objects.get(title="开放日")
    assert entry.due_on == date(2026, 3, 4)
    days = [date(2026, 3, day) for day in (1, 2, 3, 4, 5, 6)]
    assert [send_coverage_reminders(day) for day in days] == [0, 1, 0, 0, 1, 0]
    before, after = told(settled.leader)
    assert "草稿《开放日》应在 2026-03-04 前公开" in before
    assert "【逾期】草稿《开放日》" in after


def test_a_date_that_moved_is_told_again(settled: Staffed) -> None:
    draft(settled.column, settled.editor, title="开放日", written_on=date(2026, 3, 2))
    assert send_coverage_reminders(date(2026, 3, 3)) == 1
    CalendarDay.objects.create(day=date(2026, 3, 3), is_workday=False, name="临时放假")
    assert send_coverage_reminders(date(2026, 3, 3)) == 1
    assert "2026-03-05" in told(settled.leader)[-1]


def test_what_does_not_apply_is_not_told_of(bureau: Staffed) -> None:
    CoverageExemption.objects.create(
        unit=bureau.unit,
        category=Category.objects.get(code="150301"),
        reason="没有",
        status=ExemptionStatus.APPROVED,
        proposed_by=bureau.editor,
    )
    send_coverage_reminders()
    (body,) = told(bureau.leader)
    assert "“办事指南”" not in body
    assert "“服务类信息”" in body


@pytest.mark.django_db(transaction=True)
def test_the_command_sends_and_says_how_many(bureau: Staffed, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("send_coverage_reminders")
    assert "2 封" in capsys.readouterr().out
    assert any(bureau.leader.email in message.to for message in mail.outbox)
    event = AuditEvent.objects.get(action="公开期限提醒", unit_code="jyj")
    assert "个类别" in event.message
