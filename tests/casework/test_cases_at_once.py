"""Two people at the same moment: one effect, and who was slower is told so (Signals 1; PostgreSQL)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from hub.models import User
from sites.casework.actions import answers, dialogue, screening
from sites.casework.actions.intake import submit_case
from sites.casework.actions.step import CaseRefused
from sites.casework.documents.issuing import issue_letter
from sites.casework.documents.templates import DELIVERY_RECEIPT
from sites.casework.enums import Action
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.rights import APPLICANT
from sites.organisation.enums import Office
from sites.pages.provisioning.actions import create_site
from tests.casework.desk import Desk, desk_of, in_hand, letter, sent
from tests.factories import UserFactory, appoint, education_unit, portal_unit, staff
from tests.staffed import Staffed
from tests.story import take_step, waiting_step
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    create_site(portal_unit())
    unit = education_unit()
    return desk_of(Staffed(unit, create_site(unit), staff(unit)))


def refused(results: list[Any]) -> int:
    return sum(isinstance(each, PermissionDenied) for each in results)


def test_two_officers_answer_at_once_one_answer(desk: Desk) -> None:
    second = appoint(desk.unit, Office.CASE_OFFICER, person=desk.place.editor)
    case = in_hand(desk)
    answers.draft_answer(case, desk.seat(case), text="校车七点十分到。")
    results = together(
        lambda: answers.send_answer(Case.objects.get(pk=case.pk), desk.seat(case)),
        lambda: answers.send_answer(Case.objects.get(pk=case.pk), desk.seat(case, second)),
    )
    assert refused(results) == 1, results
    reply = Reply.objects.get()
    take_step(waiting_step(reply), desk.place.reviewer)
    step = waiting_step(reply)
    leader = desk.leader
    other = appoint(desk.unit, Office.SUPERVISING_LEADER, person=_new_leader())
    results = together(lambda: take_step(step, leader), lambda: take_step(step, other))
    assert refused(results) == 1, results
    assert case.events.filter(action=Action.ANSWER).count() == 1


def test_two_letters_issued_at_once_have_two_numbers_and_no_gap(desk: Desk) -> None:
    cases = [in_hand(desk, title=f"第{number}封", text=f"第{number}封的内容") for number in range(2)]
    issued = together(
        *(lambda case=case: issue_letter(case, desk.seat(case), DELIVERY_RECEIPT, "送达回证。") for case in cases)
    )
    assert sorted(each.serial for each in issued) == [1, 2], issued
    with pytest.raises(CaseRefused):
        issue_letter(cases[0], None, DELIVERY_RECEIPT, "送达回证。")
    with transaction.atomic():
        issue_letter(Case.objects.get(pk=cases[0].pk), desk.seat(cases[0]), DELIVERY_RECEIPT, "送达回证。")
        transaction.set_rollback(True)
    last = issue_letter(Case.objects.get(pk=cases[0].pk), desk.seat(cases[0]), DELIVERY_RECEIPT, "送达回证。")
    assert last.serial == 3


def _new_leader() -> User:
    return UserFactory(username="second-leader")


def test_accepted_and_refused_at_once_one_wins(desk: Desk) -> None:
    for number in range(3):
        case = sent(desk.unit, title=f"第{number}封", text=f"第{number}封的内容")
        seat = desk.seat(case)
        results = together(
            lambda case=case, seat=seat: screening.accept_case(Case.objects.get(pk=case.pk), seat),
            lambda case=case, seat=seat: screening.refuse_case(Case.objects.get(pk=case.pk), seat, "competence"),
        )
        assert refused(results) == 1, results
        assert list(case.events.order_by("serial").values_list("serial", flat=True)) == [1, 2]


def test_withdrawn_while_it_is_answered(desk: Desk) -> None:
    case = in_hand(desk)
    reply = answers.draft_answer(case, desk.seat(case), text="校车七点十分到。")
    answers.send_answer(case, desk.seat(case))
    take_step(waiting_step(reply), desk.place.reviewer)
    step = waiting_step(reply)
    together(
        lambda: take_step(step, desk.leader),
        lambda: dialogue.withdraw_case(Case.objects.get(pk=case.pk), APPLICANT),
    )
    found = set(case.events.filter(action__in=(Action.ANSWER, Action.WITHDRAW)).values_list("action", flat=True))
    assert len(found) == 1, found


def test_ten_presses_of_one_form_at_once_make_one_case_with_one_number(desk: Desk) -> None:
    form = letter(desk.unit, form_key="form-1")
    cases = together(*[lambda: submit_case(form)] * 10)
    assert len({case.pk for case in cases}) == 1
    others = together(*[lambda n=n: sent(desk.unit, form_key=f"f{n}") for n in range(8)])
    assert len({case.number for case in others}) == 8
