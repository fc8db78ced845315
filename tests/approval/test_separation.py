"""Nobody takes two steps of one approval, nor one of what they wrote; the inbox shows just what they may decide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.models import OutboxMessage, User
from sites.approval.actions import StepRefused, SubmissionRefused
from sites.approval.approvers import may_decide
from sites.approval.enums import LedgerAction
from sites.approval.inbox.queue import waiting_for
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.rules import Row, missing_steps, step_without_person
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.pages.models.article_page import ArticlePage
from tests.approval.test_content_of_any_type import written
from tests.factories import UserFactory, appoint, column_of, draft
from tests.staffed import Staffed
from tests.story import approve, browser_of, send, settle, take_step, waiting_step

REVIEWS, LEADS, PRINCIPAL = Office.SECRECY_REVIEWER, Office.SUPERVISING_LEADER, Office.PRINCIPAL_LEADER


def lend(person: User, office: Office, to: User) -> None:
    """Somebody stands in for the holder of an office, from today."""
    today = timezone.localdate()
    appointment = Appointment.objects.get(person=person, office=office)
    Delegation.objects.create(appointment=appointment, delegate=to, starts_on=today, ends_on=today + timedelta(days=5))


def sent(place: Staffed, **fields: object) -> ArticlePage:
    page = draft(place.column, place.editor, **fields)
    send(place.editor, page)
    return page


def offers(person: User, page: ArticlePage) -> bool:
    """Whether the inbox offers what waits, and whether a decision would be accepted: the same."""
    state = waiting_step(page)
    assert state is not None
    shown = waiting_for(person).filter(pk=state.pk).exists()
    assert shown == (may_decide(person, state) is not None), f"{person} and {state.step}"
    return shown


class TestTwoOfficesInOneHand:
    @pytest.mark.parametrize("road", ["two offices", "a delegation", "two delegations"])
    def test_one_step_alone(self, bureau: Staffed, road: str) -> None:
        second = appoint(bureau.unit, LEADS, person=UserFactory())
        person = bureau.reviewer
        if road == "two offices":
            appoint(bureau.unit, LEADS, person=person)
        elif road == "a delegation":
            lend(bureau.leader, LEADS, to=person)
        else:
            person = appoint(bureau.unit, Office.SECURITY_OFFICER)
            lend(bureau.reviewer, REVIEWS, to=person)
            lend(bureau.leader, LEADS, to=person)
        page = sent(bureau)
        assert offers(person, page)
        approve(page, [person])
        assert not offers(person, page)
        with pytest.raises(StepRefused, match="已审批过另一环节"):
            take_step(waiting_step(page), person)
        assert settle(person, page).status_code == 404
        assert not ArticlePage.objects.get(pk=page.pk).live
        assert offers(second, page)
        approve(page, [second])
        assert ArticlePage.objects.get(pk=page.pk).live

    def test_who_has_taken_a_step_is_not_told_of_the_next(self, bureau: Staffed) -> None:
        appoint(bureau.unit, LEADS, person=bureau.reviewer)
        page = sent(bureau)
        approve(page, [bureau.reviewer])
        arrivals = OutboxMessage.objects.filter(subject__startswith="待分管领导审核")
        assert set(arrivals.values_list("recipient", flat=True)) == {bureau.leader.email}

    def test_after_a_return_all_begin_anew(self, bureau: Staffed) -> None:
        appoint(bureau.unit, LEADS, person=bureau.reviewer)
        page = sent(bureau)
        approve(page, [bureau.reviewer])
        take_step(waiting_step(page), bureau.leader, "reject", comment="改一改")
        page.refresh_from_db()
        page.current_workflow_state.cancel(user=bureau.editor)
        send(bureau.editor, page)
        assert offers(bureau.reviewer, page)

    def test_the_centres_step_after_a_units_own(self, portal: Staffed, centre: dict[Office, User]) -> None:
        """On the portal the head of the centre does not edit what was reviewed for secrecy by the same person."""
        head = centre[Office.CENTRE_HEAD]
        appoint(portal.unit, REVIEWS, person=head)
        page = draft(column_of(portal.site, "news/notices"), centre[Office.CENTRE_EDITOR])
        appoint(head.appointments.first().unit, Office.CENTRE_EDITOR, person=appoint(portal.unit, Office.EDITOR))
        send(centre[Office.CENTRE_EDITOR], page)
        approve(page, [head, portal.leader])
        assert not offers(head, page)

    def test_content_that_is_no_page(self, bureau: Staffed) -> None:
        appoint(bureau.unit, LEADS, person=bureau.reviewer)
        bulletin = written(bureau)
        send(bureau.editor, bulletin)
        approve(bulletin, [bureau.reviewer])
        assert not offers(bureau.reviewer, bulletin)
        approve(bulletin, [bureau.leader])


class TestSubmission:
    def test_two_steps_with_one_person_alone_are_not_begun(self, bureau: Staffed) -> None:
        Appointment.objects.filter(person=bureau.leader).update(person=bureau.reviewer)
        with pytest.raises(SubmissionRefused, match="一个人不能审批两个环节"):
            sent(bureau)

    def test_a_deputy_makes_it_possible(self, bureau: Staffed) -> None:
        Appointment.objects.filter(person=bureau.leader).update(person=bureau.reviewer)
        lend(bureau.reviewer, LEADS, to=bureau.principal)
        page = sent(bureau)
        approve(page, [bureau.reviewer, bureau.principal])
        assert ArticlePage.objects.get(pk=page.pk).live

    @pytest.mark.parametrize(
        ("able", "lacking"),
        [
            ({"a": {1}, "b": {2}}, ""),
            ({"a": {1}, "b": {1}}, "b"),
            ({"a": {1, 2}, "b": {1}}, ""),
            ({"a": {1, 2}, "b": {1}, "c": {2}}, "c"),
            ({"a": {1, 2}, "b": {1, 3}, "c": {1}}, ""),
            ({"a": set()}, "a"),
            ({}, ""),
        ],
    )
    def test_whether_all_steps_can_be_taken(self, able: dict[str, set[int]], lacking: str) -> None:
        assert step_without_person(able) == lacking


class TestTheGate:
    def test_two_approvals_of_one_person_are_one(self) -> None:
        """Whoever wrote them into the ledger, and however."""
        rows = [Row(LedgerAction.APPROVED, step, "d", 1, (), 7) for step in ("supervising", "secrecy")]
        assert missing_steps(rows, "d", frozenset({"secrecy", "supervising"}), 1) == {"supervising"}

    def test_rows_of_before_stay_true(self) -> None:
        rows = [Row(LedgerAction.APPROVED, step, "d", 1) for step in ("supervising", "secrecy")]
        assert missing_steps(rows, "d", frozenset({"secrecy", "supervising"}), 1) == frozenset()


def test_an_own_office_is_named_before_a_borrowed_one(bureau: Staffed) -> None:
    """Who leads in the own right is not recorded as somebody's delegate, whatever was entered first."""
    second = appoint(bureau.unit, LEADS, person=appoint(bureau.unit, Office.SECURITY_OFFICER))
    lend(bureau.leader, LEADS, to=second)
    page = sent(bureau)
    approve(page, [bureau.reviewer, second])
    row = LedgerEntry.objects.of(page).filter(action=LedgerAction.APPROVED).last()
    assert (row.actor, row.on_behalf_of) == (second, "")


def test_the_inbox_shows_just_what_may_be_decided(
    portal: Staffed, bureau: Staffed, other_bureau: Staffed, centre: dict[Office, User]
) -> None:
    """A small world: authors, co-authors, delegates, people of two units, and every person in it."""
    both = appoint(bureau.unit, REVIEWS, LEADS)
    appoint(other_bureau.unit, PRINCIPAL, person=both)
    lend(bureau.leader, LEADS, to=bureau.principal)
    pages = [sent(bureau, title="甲"), sent(other_bureau, title="乙"), sent(bureau, title="丙", is_major=True)]
    together = draft(bureau.column, bureau.editor, title="合写")
    together.save_revision(user=both)
    send(bureau.editor, together)
    pages.append(together)
    approve(pages[2], [both])
    on_portal = draft(column_of(portal.site, "news/notices"), centre[Office.CENTRE_EDITOR])
    send(centre[Office.CENTRE_EDITOR], on_portal)
    pages.append(on_portal)
    offered = {(person.username, page.title) for person in User.objects.all() for page in pages if offers(person, page)}
    assert (both.username, "甲") in offered
    assert (both.username, "丙") not in offered
    assert (both.username, "合写") not in offered
    for person in User.objects.exclude(pk__in=Appointment.objects.values("person")):
        assert not waiting_for(person).exists()
    listed = browser_of(both).get("/admin/inbox/").context["items"]
    assert {item.revision.object_str for item in listed} == {title for who, title in offered if who == both.username}
    assert OfficeTaskState.objects.filter(is_open=True).count() == len(pages)
