"""Who approves is appointed by two people of the centre, and loses the office early by two (docs/offices.md)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from hub.accounts.enums import ProposalOutcome
from hub.accounts.proposals.actions import confirm_proposal
from hub.accounts.provisioning import provision_account
from hub.models import AccountProposal, AuditEvent, User
from hub.outbox import drain_outbox
from sites.organisation.appointment_proposals import propose_appointment, provision_appointment
from sites.organisation.auth import sync_memberships
from sites.organisation.enums import WRITING_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from tests.factories import UserFactory, appoint, centre_unit
from tests.organisation.test_appointments import appointment_form
from tests.staffed import Staffed
from tests.story import browser_of, said
from tests.threads import together

ADD = "appointment:add"


@pytest.fixture
def pair(centre: dict[Office, User]) -> tuple[User, User]:
    for person in centre.values():
        sync_memberships(person)
    return centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD]


def decide(by: User, decision: str = "confirm") -> list[str]:
    return said(browser_of(by).post(f"/admin/proposals/{only().pk}/", {"decision": decision}))


def only() -> AccountProposal:
    return AccountProposal.objects.get()


def edit(by: User, appointment: Appointment, **fields: Any) -> Any:
    data = appointment_form(appointment.person, appointment.unit, appointment.office) | fields
    return browser_of(by).post(reverse("appointment:edit", args=[appointment.pk]), data)


@pytest.mark.parametrize("office", [Office.SUPERVISING_LEADER, Office.SECRECY_REVIEWER, Office.SECURITY_OFFICER])
def test_who_does_not_only_write_is_appointed_by_two(bureau: Staffed, pair: tuple[User, User], office: Office) -> None:
    editor, head = pair
    person = UserFactory()
    browser_of(editor).post(reverse(ADD), appointment_form(person, bureau.unit, office, title="副局长"))
    assert not Appointment.objects.filter(person=person).exists()
    assert decide(editor) == ["提出和确认须由两个人分别办理。"]
    assert decide(head) == ["已确认，已生效。"]
    appointment = Appointment.objects.get(person=person)
    assert (appointment.unit, appointment.office, appointment.title) == (bureau.unit, office, "副局长")
    assert (appointment.starts_on, appointment.ends_on) == (date(2020, 1, 1), None)
    assert AuditEvent.objects.get(action="确认任职").actor == head
    drain_outbox()
    bodies = [message.body for message in mail.outbox if message.to == [person.email]]
    assert len(bodies) == 2
    assert str(editor) in bodies[-1]
    assert str(head) in bodies[-1]


@pytest.mark.parametrize("office", sorted(WRITING_OFFICES))
def test_who_writes_is_appointed_by_one(bureau: Staffed, pair: tuple[User, User], office: Office) -> None:
    person = UserFactory()
    browser_of(pair[0]).post(reverse(ADD), appointment_form(person, bureau.unit, office))
    assert Appointment.objects.filter(person=person, office=office).exists()
    assert not AccountProposal.objects.exists()


def test_one_hand_makes_nobody_who_approves(bureau: Staffed, pair: tuple[User, User]) -> None:
    """Neither by the office of somebody who writes, nor by the person, nor by the unit, nor by a delegation."""
    editor = pair[0]
    writing, leading = (Appointment.objects.get(person=each) for each in (bureau.editor, bureau.leader))
    own = Appointment.objects.get(person=editor)
    for row, fields in (
        (writing, {"office": Office.SUPERVISING_LEADER}),
        (leading, {"person": bureau.editor.pk}),
        (own, {"unit": bureau.unit.pk}),
    ):
        before = (row.person_id, row.unit_id, row.office)
        html = edit(editor, row, **fields).content.decode()
        assert "登记后不能更改" in html or "只能登记在" in html
        row.refresh_from_db()
        assert (row.person_id, row.unit_id, row.office) == before
    day = timezone.localdate().isoformat()
    rows = inline_formset([{"delegate": bureau.reviewer.pk, "starts_on": day, "ends_on": day, "reason": ""}])
    data = appointment_form(UserFactory(), bureau.unit, Office.PRINCIPAL_LEADER, delegations=rows)
    assert "请在任职确认生效后再登记代理。" in browser_of(editor).post(reverse(ADD), data).content.decode()
    assert not AccountProposal.objects.exists()


def test_nobody_confirms_the_own_appointment(bureau: Staffed, pair: tuple[User, User]) -> None:
    editor, head = pair
    browser_of(editor).post(reverse(ADD), appointment_form(head, bureau.unit, Office.SUPERVISING_LEADER))
    assert decide(head) == ["涉及自己的事项由网络信息中心的其他同事确认。"]
    assert not Appointment.objects.filter(person=head, unit=bureau.unit).exists()


@pytest.mark.parametrize("role", ["editor", "leader"])
def test_an_office_ends_early_by_two(bureau: Staffed, pair: tuple[User, User], role: str) -> None:
    editor, head = pair
    appointment = Appointment.objects.get(person=getattr(bureau, role))
    edit(editor, appointment, ends_on="2020-02-01", duties="教育")
    appointment.refresh_from_db()
    assert appointment.ends_on is None
    assert appointment.duties == "教育", "of no weight: at once"
    decide(head)
    appointment.refresh_from_db()
    assert appointment.ends_on == date(2020, 2, 1)
    assert not appointment.is_current
    assert AuditEvent.objects.get(action="确认变更任期").actor == head


def test_an_office_that_approves_is_prolonged_by_two_and_one_that_writes_by_one(
    bureau: Staffed, pair: tuple[User, User]
) -> None:
    Appointment.objects.update(ends_on=date(2020, 12, 31))
    Appointment.objects.filter(unit=centre_unit()).update(ends_on=None)
    leading, writing = (Appointment.objects.get(person=each) for each in (bureau.leader, bureau.editor))
    for row in (leading, writing):
        edit(pair[0], row, ends_on="")
        row.refresh_from_db()
    assert leading.ends_on == date(2020, 12, 31)
    assert writing.ends_on is None
    decide(pair[1])
    leading.refresh_from_db()
    assert leading.ends_on is None


def test_not_even_an_administrator_takes_an_appointment_away(bureau: Staffed) -> None:
    appointment = Appointment.objects.get(person=bureau.leader)
    browser_of(UserFactory(is_superuser=True)).post(reverse("appointment:delete", args=[appointment.pk]))
    assert Appointment.objects.filter(pk=appointment.pk).exists()


# --- what no longer fits ---


def test_an_office_that_is_taken_meanwhile_is_not_given_twice(bureau: Staffed, pair: tuple[User, User]) -> None:
    person = UserFactory()
    browser_of(pair[0]).post(reverse(ADD), appointment_form(person, bureau.unit, Office.PRINCIPAL_LEADER))
    appoint(bureau.unit, Office.PRINCIPAL_LEADER, person=UserFactory())
    (message,) = decide(pair[1])
    assert "任职有变动" in message
    assert not Appointment.objects.filter(person=person).exists()
    assert only().outcome == ProposalOutcome.WAITING
    assert decide(pair[0], "withdraw") == ["已撤回。"]


def test_who_is_closed_out_meanwhile_gets_no_office(bureau: Staffed, pair: tuple[User, User]) -> None:
    person = UserFactory()
    browser_of(pair[0]).post(reverse(ADD), appointment_form(person, bureau.unit, Office.SECRECY_REVIEWER))
    User.objects.filter(pk=person.pk).update(is_active=False)
    (message,) = decide(pair[1])
    assert "已停用" in message
    assert not Appointment.objects.filter(person=person).exists()


def test_days_that_changed_meanwhile_are_not_written_over(bureau: Staffed, pair: tuple[User, User]) -> None:
    appointment = Appointment.objects.get(person=bureau.leader)
    edit(pair[0], appointment, ends_on="2020-02-01")
    Appointment.objects.filter(pk=appointment.pk).update(ends_on=timezone.localdate() + timedelta(days=9))
    (message,) = decide(pair[1])
    assert "任期已经变动" in message
    appointment.refresh_from_db()
    assert appointment.is_current


def test_who_holds_an_office_is_not_appointed_to_it_again(bureau: Staffed, pair: tuple[User, User]) -> None:
    data = appointment_form(bureau.leader, bureau.unit, Office.SUPERVISING_LEADER)
    assert "已经担任这一职责" in browser_of(pair[0]).post(reverse(ADD), data).content.decode()
    assert not AccountProposal.objects.exists()


# --- a new installation ---


def test_the_first_two_appoint_each_other_to_the_centre_and_nowhere_else(db: None) -> None:
    User.objects.all().delete()
    first = User.objects.create_superuser("root", "root@test.localhost", last_name="首", first_name="位")
    second, centre = UserFactory(), centre_unit()
    propose_appointment(Appointment(person=second, unit=centre, office=Office.CENTRE_HEAD), first)
    assert only().outcome == ProposalOutcome.FOUNDING
    assert decide(second) == ["已确认，已生效。"], "of the first two one confirms what concerns oneself"
    assert AuditEvent.objects.filter(action="首批账号", actor=first).exists()
    assert AuditEvent.objects.filter(action="首批账号互相确认", actor=second).exists()
    portal = Appointment.objects.get().unit.__class__.objects.exclude(pk=centre.pk).first()
    assert portal is not None
    made = propose_appointment(Appointment(person=second, unit=portal, office=Office.PRINCIPAL_LEADER), first)
    assert made.outcome == ProposalOutcome.WAITING
    UserFactory()
    late = propose_appointment(Appointment(person=first, unit=centre, office=Office.CENTRE_EDITOR), second)
    assert late.outcome == ProposalOutcome.WAITING, "a third is there"


def test_what_a_program_makes_alone_is_on_record_as_such(bureau: Staffed) -> None:
    account = provision_account(UserFactory.build(username="loaded", email="loaded@test.localhost"), "演示数据")
    leading = Appointment(person=account, unit=bureau.unit, office=Office.PRINCIPAL_LEADER)
    provision_appointment(leading, "演示数据")
    assert account.appointments.get().is_current
    events = AuditEvent.objects.filter(reason="演示数据").order_by("pk")
    assert [event.action for event in events] == ["批量开通账号", "批量登记任职"]
    assert all("没有经过第二人确认" in event.message for event in events)


# --- at the same moment ---


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_confirmations_at_once_appoint_once(threaded_db: None, bureau: Staffed, pair: tuple[User, User]) -> None:
    third = appoint(centre_unit(), Office.CENTRE_EDITOR, person=UserFactory())
    sync_memberships(third)
    person = UserFactory()
    browser_of(pair[0]).post(reverse(ADD), appointment_form(person, bureau.unit, Office.SECRECY_REVIEWER))
    proposal = only()
    answers = together(*(lambda by=by: confirm_proposal(proposal, by) for by in (pair[1], third)))
    assert sorted(type(each).__name__ for each in answers) == ["AccountProposal", "ProposalRefused"]
    assert Appointment.objects.filter(person=person).count() == 1
