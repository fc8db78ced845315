"""Which units answer, how an answer is approved, and what follows it (Arts. 22, 23, 26)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings

from hub.models import User
from sites.approval.actions import StepRefused
from sites.approval.gate import PublicationRefused
from sites.casework.actions import aftermath, answers, assigning, dialogue, screening, terms
from sites.casework.actions.step import CaseRefused
from sites.casework.enums import CaseStatus, Outcome, Side
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.reminders import run_out
from sites.casework.rights import APPLICANT, cases_seen_by, seat_of
from sites.organisation.enums import Office
from tests.casework.desk import Desk, answered, centre_seat, in_hand, sent
from tests.factories import appoint
from tests.story import take_step, waiting_step

TUESDAY = "2026-03-03 10:00:00+08:00"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel(datetime.fromisoformat(TUESDAY), tick=False) as traveller:
        yield lambda moment: traveller.move_to(datetime.fromisoformat(moment))


def told(case: Case) -> str:
    return "\n".join(event.public_text for event in case.events.all())


def test_refused_with_a_ground_the_applicant_reads(desk: Desk) -> None:
    case = sent(desk.unit)
    with pytest.raises(CaseRefused, match="理由"):
        screening.refuse_case(case, desk.seat(case), "")
    screening.refuse_case(case, desk.seat(case), "petition", "请到市信访局反映。")
    case.refresh_from_db()
    assert (case.status, case.outcome, case.due_on) == (CaseStatus.CLOSED, Outcome.PETITION, None)
    assert "信访事项" in told(case)
    with pytest.raises(CaseRefused, match="已办结"):
        screening.accept_case(case, desk.seat(case))


def test_joined_cases_are_told_the_answer_too(desk: Desk) -> None:
    first, second = in_hand(desk), sent(desk.unit, title="也问校车", text="校车呢？")
    screening.join_case(second, desk.seat(second), first)
    with pytest.raises(CaseRefused):
        screening.join_case(first, desk.seat(first), second)
    answered(desk, first)
    second.refresh_from_db()
    assert (second.status, second.outcome, second.answered_on) == ("closed", Outcome.JOINED, date(2026, 3, 3))
    assert "校车七点十分到。" in told(second)


def test_several_units_answer_each_and_the_case_when_all_have(
    desk: Desk, other_desk: Desk, centre: dict[Office, User]
) -> None:
    case = sent(desk.unit)
    wanted = date(2026, 3, 4)
    assigning.assign_case(case, centre_seat(case, centre), desk.unit, [other_desk.unit], wanted)
    assert {each.due_on for each in case.assignments.all()} == {wanted}
    answered(desk, case)
    assert Case.objects.get().status == CaseStatus.HANDLING
    case = answered(other_desk, case, text="票价两元。")
    assert case.status == CaseStatus.ANSWERED
    assert [event.public_text.partition("\n")[2] for event in answers.answers_of(case)] == [
        "校车七点十分到。", "票价两元。"
    ]  # fmt: skip


def test_a_unit_returns_what_is_not_its_own_but_not_what_it_was_designated(
    desk: Desk, other_desk: Desk, centre: dict[Office, User]
) -> None:
    case = in_hand(desk)
    assigning.return_assignment(case, desk.seat(case), "不归本局管")
    case.refresh_from_db()
    assert (case.status, case.unit.code) == (CaseStatus.ACCEPTED, settings.CENTRE_UNIT_CODE)
    assert not cases_seen_by(desk.officer).exists()
    assigning.designate_unit(case, centre_seat(case, centre), desk.unit, "三定方案第五条")
    with pytest.raises(CaseRefused, match="指定"):
        assigning.return_assignment(case, desk.seat(case), "还是不归本局管")
    assigning.transfer_case(case, centre_seat(case, centre), other_desk.unit, "职责已调整")
    assert list(cases_seen_by(other_desk.officer)) == [case]
    assert not cases_seen_by(desk.officer).exists()


def test_a_transfer_takes_back_an_answer_under_approval(
    desk: Desk, other_desk: Desk, centre: dict[Office, User]
) -> None:
    case = in_hand(desk)
    reply = answers.draft_answer(case, desk.seat(case), text="校车七点十分到。")
    answers.send_answer(case, desk.seat(case))
    assigning.transfer_case(case, centre_seat(case, centre), other_desk.unit, "职责已调整")
    assert waiting_step(reply) is None
    with pytest.raises(PublicationRefused):
        reply.get_latest_revision().publish()


def test_an_answer_without_approval_reaches_nobody(desk: Desk) -> None:
    case = in_hand(desk)
    reply = answers.draft_answer(case, desk.seat(case), text="校车七点十分到。")
    with pytest.raises(PublicationRefused):
        reply.get_latest_revision().publish()
    assert Case.objects.get().status == CaseStatus.HANDLING
    assert "七点十分" not in told(case)


def test_who_wrote_does_not_approve(desk: Desk) -> None:
    appoint(desk.unit, Office.SECRECY_REVIEWER, person=desk.officer)
    case = in_hand(desk)
    reply = answers.draft_answer(case, desk.seat(case), text="校车七点十分到。")
    answers.send_answer(case, desk.seat(case))
    with pytest.raises(StepRefused):
        take_step(waiting_step(reply), desk.officer)


def test_soon_is_no_answer(desk: Desk) -> None:
    case = in_hand(desk)
    answers.draft_answer(case, desk.seat(case), text="我们将尽快处理。")
    with pytest.raises(CaseRefused, match="尽快"):
        answers.send_answer(case, desk.seat(case))
    answers.draft_answer(case, desk.seat(case), resolved_on=date(2026, 4, 1))
    answers.send_answer(case, desk.seat(case))


def test_a_reply_to_a_closed_case_is_refused(desk: Desk) -> None:
    case = in_hand(desk)
    reply = answers.draft_answer(case, desk.seat(case), text="校车七点十分到。")
    answers.send_answer(case, desk.seat(case))
    dialogue.withdraw_case(case, APPLICANT)
    assert waiting_step(reply) is None
    with pytest.raises(CaseRefused, match="已办结"):
        answers.draft_answer(case, desk.seat(case), text="晚了。")


def test_a_complaint_is_never_seen_by_whom_it_is_about(
    desk: Desk, other_desk: Desk, centre: dict[Office, User]
) -> None:
    case = sent(desk.unit, kind="complaint", complained_units=[desk.unit])
    assert case.unit.code == settings.CENTRE_UNIT_CODE
    for person in (desk.officer, desk.leader, desk.place.principal):
        assert not cases_seen_by(person).exists()
        assert seat_of(person, case, list(Side)) is None
    with pytest.raises(CaseRefused, match="被投诉"):
        assigning.assign_case(case, centre_seat(case, centre), desk.unit)
    assigning.assign_case(case, centre_seat(case, centre), other_desk.unit)
    # A leader of the unit that answers who also holds an office in the unit complained of decides nothing.
    appoint(desk.unit, Office.INFORMATION_OFFICER, person=other_desk.leader)
    assert seat_of(other_desk.leader, case, list(Side)) is None
    answers.draft_answer(case, other_desk.seat(case), text="已核实。")
    with pytest.raises(CaseRefused, match="不能审批"):
        answers.send_answer(case, other_desk.seat(case))


def test_a_complaint_is_not_handed_to_whom_it_is_about(
    desk: Desk, other_desk: Desk, centre: dict[Office, User]
) -> None:
    case = sent(desk.unit, kind="complaint", complained_units=[desk.unit])
    assigning.assign_case(case, centre_seat(case, centre), other_desk.unit)
    both = appoint(desk.unit, Office.INFORMATION_OFFICER)
    appoint(other_desk.unit, Office.CASE_OFFICER, person=both)
    with pytest.raises(CaseRefused, match="被投诉"):
        assigning.take_assignment(case, other_desk.seat(case), both)


def test_others_are_asked_only_where_a_law_stops_the_clock(desk: Desk) -> None:
    case = in_hand(desk)
    with pytest.raises(CaseRefused, match="不停止计算期限"):
        terms.consult(case, desk.seat(case), "市交通局", "ask_third_party")


def test_dissatisfied_is_asked_for_and_decided(desk: Desk, centre: dict[Office, User], frozen: Any) -> None:
    case = answered(desk)
    dialogue_reason = "没有说周末"
    aftermath.dispute_answer(case, APPLICANT, dialogue_reason)
    case.refresh_from_db()
    assert (case.status, case.due_on) == (CaseStatus.DISPUTED, date(2026, 3, 5))
    aftermath.reopen_case(case, centre_seat(case, centre), "请补充周末班次")
    case.refresh_from_db()
    assert (case.status, case.reopened, case.answered_on) == (CaseStatus.HANDLING, 1, None)
    case = answered(desk, case, text="周末八点到。")
    assert case.status == CaseStatus.ANSWERED
    frozen("2026-04-01 10:00:00+08:00")
    with pytest.raises(CaseRefused, match="应在"):
        aftermath.dispute_answer(case, APPLICANT, "还是不满意")
    assert run_out() == 1
    assert Case.objects.get().status == CaseStatus.CLOSED


def test_a_correction_of_an_answer_is_told_and_another_visibility_is_not(desk: Desk) -> None:
    case = answered(desk, in_hand(desk, wishes_public=True))
    reply = Reply.objects.get()
    for text, publishes in (("校车七点十分到。", True), ("校车七点二十分到。", True)):
        draft = reply.get_latest_revision_as_object()
        draft.text, draft.publishes = text, publishes
        draft.public_title, draft.public_question = "校车时间", "校车几点到？"
        draft.save_revision(user=desk.officer)
        reply.get_workflow().start(reply, desk.officer)
        desk.approve(reply)
        reply.refresh_from_db()
    assert [event.action for event in answers.answers_of(case)] == ["answer", "correct_answer"]
    assert "七点二十分" in told(case)
