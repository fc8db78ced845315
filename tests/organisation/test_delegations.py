"""Who may act for whom, asked where a delegation is made and where it is used (docs/offices.md)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.models import AccountProposal, AuditEvent, OutboxMessage, User
from opencat.coverage.people import answering_people
from sites.approval.actions import StepRefused
from sites.approval.approvers import approvers
from sites.approval.enums import ApprovalStep
from sites.approval.inbox.actions import delegate_offices
from sites.approval.rules import OFFICES_FOR_STEP
from sites.organisation.auth import REVIEWERS_GROUP, groups_for
from sites.organisation.capacity import capacity_in
from sites.organisation.enums import WRITING_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from tests.factories import UserFactory, appoint
from tests.staffed import Staffed
from tests.story import browser_of, said

WRITES, NO_OFFICE = "编写信息，不能代理审批职责。", "没有职责，不能代理。"
CENTRE, TOO_LONG, TOO_EARLY = "网络信息中心的人员", "代理一次最长 90 天", "代理最多提前 90 天登记。"


@pytest.fixture
def office(bureau: Staffed) -> Appointment:
    """The leader's, for whom somebody is to act."""
    return Appointment.objects.get(person=bureau.leader)


@pytest.fixture
def stand_in(bureau: Staffed) -> User:
    return appoint(bureau.unit, Office.SECURITY_OFFICER)


def days(length: int = 1, ahead: int = 0) -> dict[str, date]:
    first = timezone.localdate() + timedelta(days=ahead)
    return {"starts_on": first, "ends_on": first + timedelta(days=length - 1)}


def from_the_inbox(office: Appointment, delegate: User, starts_on: date, ends_on: date) -> str:
    data = {"delegate": delegate.pk, "starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat(), "reason": ""}
    return browser_of(office.person).post(reverse("inbox:delegate"), data).content.decode()


def by_the_centre(head: User, office: Appointment, delegate: User, starts_on: date, ends_on: date, **row: Any) -> str:
    """The appointment's form, sent with one row more, or with a stored row changed."""
    row |= {"delegate": delegate.pk, "starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat(), "reason": ""}
    data = {
        "person": office.person_id, "unit": office.unit_id, "office": office.office, "title": "", "duties": "",
        "starts_on": "2020-01-01", "ends_on": "", "delegations": inline_formset([row], initial=int("id" in row)),
    }  # fmt: skip
    url = reverse("appointment:edit", args=[office.pk])
    return browser_of(head).post(url, nested_form_data(data)).content.decode()


def confirm(person: User) -> list[str]:
    """What is proposed last."""
    proposal = AccountProposal.objects.latest("pk")
    return said(browser_of(person).post(f"/admin/proposals/{proposal.pk}/", {"decision": "confirm"}))


def by_the_action(office: Appointment, delegate: User, starts_on: date, ends_on: date) -> str:
    with pytest.raises(StepRefused) as refused:
        delegate_offices(office.person, delegate, starts_on, ends_on)
    return str(refused.value)


def by_the_model(office: Appointment, delegate: User, starts_on: date, ends_on: date) -> str:
    with pytest.raises(ValidationError) as refused:
        Delegation(appointment=office, delegate=delegate, starts_on=starts_on, ends_on=ends_on).full_clean()
    return "".join(refused.value.messages)


# --- where it is made ---


@pytest.mark.parametrize("writing", sorted(WRITING_OFFICES))
def test_nobody_who_writes_in_the_unit_is_made_a_delegate(
    bureau: Staffed, centre: dict[Office, User], office: Appointment, writing: Office
) -> None:
    writer = appoint(bureau.unit, writing, person=UserFactory())
    assert WRITES in from_the_inbox(office, writer, **days())
    assert WRITES in by_the_centre(centre[Office.CENTRE_HEAD], office, writer, **days())
    assert WRITES in by_the_action(office, writer, **days())
    assert WRITES in by_the_model(office, writer, **days())
    assert not Delegation.objects.exists()


def test_nobody_stands_in_for_a_writer_and_an_approver_at_once(
    bureau: Staffed, office: Appointment, stand_in: User
) -> None:
    writing = Appointment.objects.get(person=bureau.editor)
    row = Delegation.objects.create(appointment=writing, delegate=stand_in, **days(3))
    assert WRITES in by_the_model(office, stand_in, **days(2))
    row.delete()
    Delegation.objects.create(appointment=office, delegate=stand_in, **days(3))
    assert "不能同时代理编写" in by_the_model(writing, stand_in, **days(2))


def test_an_editor_stands_in_for_an_editor(bureau: Staffed) -> None:
    second = appoint(bureau.unit, Office.EDITOR, person=UserFactory())
    (row,) = delegate_offices(bureau.editor, second, **days())
    assert row in Delegation.objects.effective()


def test_a_delegation_lasts_no_longer_than_the_setting(
    centre: dict[Office, User], office: Appointment, stand_in: User
) -> None:
    long = days(91)
    assert TOO_LONG in from_the_inbox(office, stand_in, **long)
    assert TOO_LONG in by_the_centre(centre[Office.CENTRE_HEAD], office, stand_in, **long)
    assert TOO_LONG in by_the_action(office, stand_in, **long)
    assert TOO_LONG in by_the_model(office, stand_in, **long)
    assert not Delegation.objects.exists()
    from_the_inbox(office, stand_in, **days(90))
    assert Delegation.objects.count() == 1


def test_delegations_are_not_laid_up_for_years(office: Appointment, stand_in: User) -> None:
    assert TOO_EARLY in by_the_model(office, stand_in, **days(ahead=91))
    assert TOO_EARLY in from_the_inbox(office, stand_in, **days(ahead=91))
    Delegation(appointment=office, delegate=stand_in, **days(ahead=90)).full_clean()


def test_a_delegation_entered_by_the_centre_may_be_made_longer_up_to_the_term(
    centre: dict[Office, User], office: Appointment, stand_in: User
) -> None:
    row = Delegation.objects.create(appointment=office, delegate=stand_in, **days(5))
    head = centre[Office.CENTRE_HEAD]
    assert TOO_LONG in by_the_centre(head, office, stand_in, **days(9899), id=row.pk)
    by_the_centre(head, office, stand_in, **days(10), id=row.pk)
    row.refresh_from_db()
    assert row.ends_on == days(5)["ends_on"], "one hand alone"
    confirm(centre[Office.CENTRE_EDITOR])
    row.refresh_from_db()
    assert row.ends_on == days(10)["ends_on"]


def test_nobody_without_an_office_in_the_unit_is_made_a_delegate(
    other_bureau: Staffed, centre: dict[Office, User], office: Appointment
) -> None:
    stranger = other_bureau.leader
    assert NO_OFFICE in by_the_centre(centre[Office.CENTRE_HEAD], office, stranger, **days())
    assert NO_OFFICE in by_the_model(office, stranger, **days())
    assert "没有可以委托给此人的职责。" in by_the_action(office, stranger, **days())


def test_the_centre_does_not_make_itself_a_leaders_delegate(
    bureau: Staffed, centre: dict[Office, User], office: Appointment
) -> None:
    """Not even with an office in the unit; nor does a colleague of the centre."""
    head, colleague = centre[Office.CENTRE_HEAD], centre[Office.CENTRE_EDITOR]
    assert NO_OFFICE in by_the_centre(head, office, head, **days())
    for person in (head, colleague):
        appoint(bureau.unit, Office.SECURITY_OFFICER, person=person)
        assert CENTRE in by_the_centre(head, office, person, **days())
        assert CENTRE in by_the_model(office, person, **days())
    assert not Delegation.objects.exists()


def test_the_centre_does_not_enter_itself_in_a_new_appointment(
    bureau: Staffed, centre: dict[Office, User], office: Appointment
) -> None:
    head = centre[Office.CENTRE_HEAD]
    appoint(bureau.unit, Office.SECURITY_OFFICER, person=head)
    first = timezone.localdate().isoformat()
    row = {"delegate": head.pk, "starts_on": first, "ends_on": first, "reason": ""}
    data = {
        "person": office.person_id, "unit": office.unit_id, "office": Office.PRINCIPAL_LEADER, "title": "",
        "duties": "", "starts_on": "2020-01-01", "ends_on": "", "delegations": inline_formset([row]),
    }  # fmt: skip
    html = browser_of(head).post(reverse("appointment:add"), nested_form_data(data)).content.decode()
    assert CENTRE in html
    assert not Delegation.objects.exists()


def test_an_administrator_outside_the_centre_does_not_enter_the_own_name(bureau: Staffed, office: Appointment) -> None:
    root = appoint(bureau.unit, Office.SECURITY_OFFICER, person=UserFactory(is_superuser=True))
    assert "不能把自己登记为他人的代理人。" in by_the_centre(root, office, root, **days())
    assert not Delegation.objects.exists()


def test_a_change_of_the_office_asks_again_who_stands_in(bureau: Staffed, centre: dict[Office, User]) -> None:
    second = appoint(bureau.unit, Office.EDITOR, person=UserFactory())
    office = appoint(bureau.unit, Office.EDITOR, person=UserFactory()).appointments.get()
    row = Delegation.objects.create(appointment=office, delegate=second, **days())
    office.office = Office.SUPERVISING_LEADER
    assert WRITES in by_the_centre(centre[Office.CENTRE_HEAD], office, second, **days(), id=row.pk)
    office.refresh_from_db()
    assert office.office == Office.EDITOR


def test_what_is_over_does_not_stand_in_the_way(
    bureau: Staffed, centre: dict[Office, User], office: Appointment
) -> None:
    row = Delegation.objects.create(appointment=office, delegate=bureau.editor, **days(ahead=-100))
    html = by_the_centre(centre[Office.CENTRE_HEAD], office, bureau.editor, **days(ahead=-100), id=row.pk)
    assert WRITES not in html


# --- where it is used ---


def gives_something(office: Appointment, delegate: User) -> bool:
    """Whether a delegation of today gives the step, its mails and the name in reminders: all or nothing."""
    step, unit = ApprovalStep.SUPERVISING, office.unit
    given = {
        capacity_in(delegate, OFFICES_FOR_STEP[step], unit) is not None,
        delegate in approvers(step, unit),
        str(delegate) in answering_people([unit.pk], timezone.localdate())[unit.pk].leaders,
        office in Appointment.objects.acted_by(delegate),
    }
    (everywhere,) = given
    return everywhere


def test_a_delegate_acts_while_all_holds(office: Appointment, stand_in: User) -> None:
    Delegation.objects.create(appointment=office, delegate=stand_in, **days())
    assert gives_something(office, stand_in)


def test_a_delegate_whose_own_appointment_ended_yesterday_acts_no_more(office: Appointment, stand_in: User) -> None:
    Delegation.objects.create(appointment=office, delegate=stand_in, **days())
    stand_in.appointments.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert not gives_something(office, stand_in)
    assert not groups_for(stand_in, timezone.localdate())


def test_a_delegate_whose_only_office_is_in_another_unit_does_not_act(
    other_bureau: Staffed, office: Appointment
) -> None:
    Delegation.objects.create(appointment=office, delegate=other_bureau.principal, **days())
    assert not gives_something(office, other_bureau.principal)


def test_a_delegation_gives_nothing_once_the_holder_left(office: Appointment, stand_in: User) -> None:
    row = Delegation.objects.create(appointment=office, delegate=stand_in, **days())
    Appointment.objects.filter(pk=office.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert row not in Delegation.objects.effective()
    assert not gives_something(office, stand_in)


@pytest.mark.parametrize("writing", sorted(WRITING_OFFICES))
def test_who_begins_to_write_in_the_unit_stops_approving_there(
    bureau: Staffed, office: Appointment, stand_in: User, writing: Office
) -> None:
    Delegation.objects.create(appointment=office, delegate=stand_in, **days())
    appoint(bureau.unit, writing, person=stand_in)
    assert not gives_something(office, stand_in)


def test_who_stands_in_for_a_writer_approves_for_nobody(bureau: Staffed, office: Appointment, stand_in: User) -> None:
    Delegation.objects.create(appointment=office, delegate=stand_in, **days())
    writing = Appointment.objects.get(person=bureau.editor)
    Delegation.objects.create(appointment=writing, delegate=stand_in, **days())
    assert not gives_something(office, stand_in)
    assert writing in Appointment.objects.acted_by(stand_in)


def test_who_writes_in_another_unit_may_stand_in(other_bureau: Staffed, office: Appointment, stand_in: User) -> None:
    Delegation.objects.create(appointment=office, delegate=stand_in, **days())
    appoint(other_bureau.unit, Office.EDITOR, person=stand_in)
    assert gives_something(office, stand_in)


def test_who_comes_to_the_centre_stands_in_for_no_unit_any_more(
    centre: dict[Office, User], office: Appointment, stand_in: User
) -> None:
    Delegation.objects.create(appointment=office, delegate=stand_in, **days())
    unit = Appointment.objects.get(person=centre[Office.CENTRE_HEAD]).unit
    appoint(unit, Office.SECURITY_OFFICER, person=stand_in)
    assert not gives_something(office, stand_in)


def test_a_delegation_of_years_counts_for_the_longest_term(
    office: Appointment, stand_in: User, settings: Settings
) -> None:
    settings.DELEGATION_LONGEST_DAYS = 30
    Delegation.objects.create(appointment=office, delegate=stand_in, **days(9899, ahead=-29))
    assert gives_something(office, stand_in)
    settings.DELEGATION_LONGEST_DAYS = 29
    assert not gives_something(office, stand_in)


def test_a_delegate_reaches_the_inbox_by_the_group_of_reviewers(office: Appointment, bureau: Staffed) -> None:
    """The group follows the same question as the step."""
    reviewer = appoint(bureau.unit, Office.EDITOR, person=UserFactory())
    Delegation.objects.create(appointment=office, delegate=reviewer, **days())
    assert groups_for(reviewer, timezone.localdate()) == {bureau.site.writers_id}
    assert REVIEWERS_GROUP not in reviewer.groups.values_list("name", flat=True)


# --- what stays on record ---


def events() -> list[tuple[str, User, str]]:
    rows = AuditEvent.objects.filter(action__contains="代理").order_by("pk")
    return [(row.action, row.actor, row.message) for row in rows]


def test_a_delegation_from_the_inbox_is_on_record_and_its_end_too(office: Appointment, stand_in: User) -> None:
    from_the_inbox(office, stand_in, **days())
    row = Delegation.objects.get()
    browser_of(office.person).post(reverse("inbox:end_delegation", args=[row.pk]))
    assert events() == [("委托代理", office.person, f"{row}。"), ("取消代理", office.person, f"{row}。")]
    assert AuditEvent.objects.filter(unit_code=office.unit.code, subject=str(office)).count() == 2


def test_what_the_centre_does_with_a_delegation_is_on_record(
    centre: dict[Office, User], office: Appointment, stand_in: User
) -> None:
    head, colleague = centre[Office.CENTRE_HEAD], centre[Office.CENTRE_EDITOR]
    by_the_centre(head, office, stand_in, **days())
    confirm(colleague)
    row = Delegation.objects.get()
    by_the_centre(head, office, stand_in, **days(2), id=row.pk)
    confirm(colleague)
    by_the_centre(head, office, stand_in, **days(2), id=row.pk, DELETE="1")
    confirm(colleague)
    assert not Delegation.objects.exists()
    done = [(action, actor) for action, actor, _message in events() if "申请" not in action and "确认" not in action]
    assert done == [("委托代理", colleague), ("更改代理", colleague), ("取消代理", colleague)]
    assert str(stand_in) in events()[-1][2]


def test_the_centre_enters_no_stand_in_of_who_approves_by_one_hand(
    centre: dict[Office, User], office: Appointment, stand_in: User
) -> None:
    head, colleague = centre[Office.CENTRE_HEAD], centre[Office.CENTRE_EDITOR]
    by_the_centre(head, office, stand_in, **days())
    assert not Delegation.objects.exists()
    assert not gives_something(office, stand_in)
    assert confirm(head) == ["提出和确认须由两个人分别办理。"]
    assert not Delegation.objects.exists()
    proposal = AccountProposal.objects.get()
    assert proposal.person == stand_in
    assert f"委托代理：{stand_in} 代理 {office}" in proposal.summary
    assert confirm(colleague) == ["已确认，已生效。"]
    assert gives_something(office, stand_in)
    told = OutboxMessage.objects.get(recipient=office.person.email, subject="您的职责有代理变动")
    assert str(stand_in) in told.body, "whose office it is hears of it"


def test_it_ends_by_two_as_well(centre: dict[Office, User], office: Appointment, stand_in: User) -> None:
    row = Delegation.objects.create(appointment=office, delegate=stand_in, **days())
    by_the_centre(centre[Office.CENTRE_HEAD], office, stand_in, **days(), id=row.pk, DELETE="1")
    assert Delegation.objects.filter(pk=row.pk).exists()
    confirm(centre[Office.CENTRE_EDITOR])
    assert not Delegation.objects.exists()


def test_nobody_confirms_that_they_stand_in(centre: dict[Office, User]) -> None:
    head, colleague = centre[Office.CENTRE_HEAD], centre[Office.CENTRE_EDITOR]
    own = Appointment.objects.get(person=head)
    by_the_centre(head, own, colleague, **days())
    assert confirm(colleague) == ["涉及自己的事项由网络信息中心的其他同事确认。"]
    assert not Delegation.objects.exists()


def test_what_no_longer_fits_is_refused(
    bureau: Staffed, centre: dict[Office, User], office: Appointment, stand_in: User
) -> None:
    by_the_centre(centre[Office.CENTRE_HEAD], office, stand_in, **days())
    appoint(bureau.unit, Office.EDITOR, person=stand_in)
    (sentence,) = confirm(centre[Office.CENTRE_EDITOR])
    assert WRITES in sentence
    assert not Delegation.objects.exists()


def test_who_stands_in_for_a_writer_is_entered_by_one(bureau: Staffed, centre: dict[Office, User]) -> None:
    second = appoint(bureau.unit, Office.EDITOR, person=UserFactory())
    by_the_centre(centre[Office.CENTRE_HEAD], bureau.editor.appointments.get(), second, **days())
    assert Delegation.objects.filter(delegate=second).exists()
    assert not AccountProposal.objects.exists()


# --- how it is shown ---


def test_a_delegation_is_shown_with_its_years(office: Appointment, stand_in: User) -> None:
    row = Delegation.objects.create(
        appointment=office, delegate=stand_in, starts_on=date(2026, 3, 1), ends_on=date(2053, 4, 4)
    )
    assert "2026-03-01 至 2053-04-04" in str(row)
    client = browser_of(office.person)
    for name in ("inbox:index", "inbox:delegate"):
        assert "2026-03-01 至 2053-04-04" in client.get(reverse(name)).content.decode()
