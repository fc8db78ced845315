"""A letter from the first press to the answer, and what is refused on the way (Arts. 13(3), 21–23)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection

from hub.models import CalendarDay, OutboxMessage, User
from sites.approval.enums import LedgerAction
from sites.approval.ledger import Actor
from sites.approval.models.ledger_entry import LedgerEntry
from sites.casework.actions import aftermath, answers, assigning, dialogue, intake, screening, supervision, terms
from sites.casework.actions.step import CaseRefused
from sites.casework.enums import Action, CaseStatus, Channel, Outcome, Side
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.numbers import as_typed, is_number
from sites.casework.query_codes import CodeRefused, case_for
from sites.casework.reminders import remind, renew_all, run_out
from sites.casework.rights import APPLICANT, SYSTEM, Seat, seat_of
from sites.organisation.enums import Office
from tests.casework.desk import CODE, REQUEST, Desk, answered, centre_seat, in_hand, letter, sent
from tests.factories import UnitFactory, appoint
from tests.story import waiting_step

TUESDAY = "2026-03-03 10:00:00+08:00"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel(datetime.fromisoformat(TUESDAY), tick=False) as traveller:
        yield lambda moment: traveller.move_to(datetime.fromisoformat(moment))


def actions(case: Case) -> list[str]:
    return list(case.events.values_list("action", flat=True))


def told(case: Case) -> str:
    return "\n".join(event.public_text for event in case.events.all())


def test_article_13_3_a_letter_is_answered_within_two_working_days(desk: Desk) -> None:
    case = sent(desk.unit)
    assert is_number(case.number)
    assert (case.status, case.received_on, case.due_on) == (CaseStatus.RECEIVED, date(2026, 3, 3), date(2026, 3, 5))
    assert "第十三条（三）" in case.due_explanation
    accept_case_of(desk, case)
    reply = answers.draft_answer(case, desk.seat(case), text="校车七点十分到。")
    answers.send_answer(case, desk.seat(case))
    assert waiting_step(reply).due_on == date(2026, 3, 5)
    desk.approve(reply)
    case.refresh_from_db()
    assert (case.status, case.outcome, case.answered_on) == (CaseStatus.ANSWERED, Outcome.ANSWERED, date(2026, 3, 3))
    assert case.due_on is None
    assert "校车七点十分到。" in told(case)
    rows = LedgerEntry.objects.of(reply).values_list("action", flat=True)
    assert list(rows) == [LedgerAction.SUBMITTED, LedgerAction.APPROVED, LedgerAction.APPROVED, LedgerAction.PUBLISHED]
    aftermath.rate_case(case, APPLICANT, 5)
    case.refresh_from_db()
    assert (case.status, case.satisfaction) == (CaseStatus.CLOSED, 5)
    assert actions(case) == ["submit", "accept", "draft", "send_for_approval", "answer", "rate"]


def accept_case_of(desk: Desk, case: Case) -> None:
    screening.accept_case(case, desk.seat(case))


def test_article_23_each_unit_has_somebody_for_letters_or_the_centre_has_them(
    desk: Desk, centre: dict[Office, User]
) -> None:
    nobody = UnitFactory(code="smj")
    case = sent(nobody)
    assert case.unit.code == settings.CENTRE_UNIT_CODE
    assert case.due_on == date(2026, 3, 5)  # the clock runs
    with pytest.raises(CaseRefused, match="尚未任命"):
        assigning.assign_case(case, centre_seat(case, centre), nobody)
    assigning.assign_case(case, centre_seat(case, centre), desk.unit)
    assert Case.objects.get().unit == desk.unit


def test_the_applicant_reads_it_with_number_and_code_only(desk: Desk) -> None:
    case = sent(desk.unit)
    typed = f"{case.number[:4]} {case.number[4:]}"
    assert case_for(typed, CODE.lower()) == case
    for number, code in ((case.number, "wrong99"), ("20260000027", CODE), (case.number[:-1] + "x", CODE)):
        with pytest.raises(CodeRefused):
            case_for(as_typed(number), code)


def test_a_code_is_tried_a_limited_number_of_times(desk: Desk, frozen: Any) -> None:
    case = sent(desk.unit)
    for _ in range(20):
        with pytest.raises(CodeRefused, match="不对"):
            case_for(case.number, "wrong99")
    with pytest.raises(CodeRefused, match="一小时"):
        case_for(case.number, CODE)
    frozen("2026-03-03 11:01:00+08:00")
    assert case_for(case.number, CODE) == case


def test_ten_clicks_one_case(desk: Desk) -> None:
    made = [sent(desk.unit, form_key="form-1") for _ in range(10)]
    assert len({case.pk for case in made}) == Case.objects.count() == 1
    assert [each.address for each in OutboxMessage.objects.all()].count("jia@test.localhost") == 1


def test_mail_carries_the_event_and_no_private_word(desk: Desk) -> None:
    """Signals 8: two transitions before the worker runs, each mail once and with its own words."""
    case = in_hand(desk)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    mails = [each for each in OutboxMessage.objects.order_by("pk") if each.address == "jia@test.localhost"]
    assert [each.subject for each in mails] == [
        f"【{case.number}】提交", f"【{case.number}】受理", f"【{case.number}】请来信人补充"
    ]  # fmt: skip
    for each in mails:
        for word in ("测试人甲", "13800000001", "校车", "哪一个镇", desk.officer.get_full_name()):
            assert word not in each.subject + each.body


def test_text_and_applicant_are_encrypted(desk: Desk) -> None:
    case = sent(desk.unit)
    dialogue.urge(case, APPLICANT)
    with connection.cursor() as cursor:
        for table in ("casework_case", "casework_applicant", "casework_caseevent"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            stored = str(cursor.fetchall())
            for word in ("新学期的校车", "测试人甲", "13800000001", "jia@test", "您催办了"):
                assert word not in stored, table


def test_a_question_back_stops_the_clock_and_the_answer_starts_it(desk: Desk, frozen: Any) -> None:
    case = in_hand(desk)
    frozen("2026-03-04 10:00:00+08:00")
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    case.refresh_from_db()
    assert (case.status, case.due_on) == (CaseStatus.WAITING, None)
    with pytest.raises(CaseRefused, match="补充"):
        answers.draft_answer(case, desk.seat(case), text="早了。")
    frozen("2026-03-09 10:00:00+08:00")
    dialogue.supplement(case, APPLICANT, "罗岗镇")
    case.refresh_from_db()
    assert (case.status, case.due_on) == (CaseStatus.HANDLING, date(2026, 3, 10))
    with pytest.raises(CaseRefused):  # Signals 6: an answer to a question that no longer waits
        dialogue.supplement(case, APPLICANT, "再说一次")


def test_silence_ends_what_waits(desk: Desk, frozen: Any) -> None:
    case = in_hand(desk)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    with pytest.raises(CaseRefused, match="未到"):
        dialogue.lapse(case, SYSTEM)
    frozen("2026-03-11 01:00:00+08:00")
    assert run_out() == 1
    case.refresh_from_db()
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, Outcome.LAPSED)


def test_a_complex_question_is_marked_while_the_short_term_runs(desk: Desk, frozen: Any) -> None:
    case = in_hand(desk)
    with pytest.raises(CaseRefused, match="理由"):
        terms.mark_complex(case, desk.seat(case), " ")
    terms.mark_complex(case, desk.seat(case), "要核对三个镇的路线")
    assert Case.objects.get().due_on == date(2026, 3, 17)
    late = in_hand(desk, title="另一封")
    frozen("2026-03-09 10:00:00+08:00")
    with pytest.raises(CaseRefused, match="届满"):
        terms.mark_complex(late, desk.seat(late), "现在才说")


def test_an_extension_is_asked_for_and_decided_by_another(desk: Desk, frozen: Any) -> None:
    case = in_hand(desk)
    terms.ask_extension(case, desk.seat(case), "等天气好")
    leader = seat_of(desk.leader, case, [Side.LEADER])
    with pytest.raises(CaseRefused, match="职责"):
        terms.decide_extension(case, desk.seat(case), True)
    terms.decide_extension(case, leader, True)
    assert Case.objects.get().due_on == date(2026, 3, 12)
    with pytest.raises(CaseRefused, match="一次"):
        terms.ask_extension(case, desk.seat(case), "还要更久")
    late = in_hand(desk, title="另一封")
    terms.ask_extension(late, desk.seat(late), "等天气好")
    frozen("2026-03-09 10:00:00+08:00")
    with pytest.raises(CaseRefused, match="届满"):
        terms.decide_extension(late, leader, True)


def test_warnings_go_once_however_late_the_job_runs(desk: Desk, centre: dict[Office, User], frozen: Any) -> None:
    in_hand(desk)
    frozen("2026-03-04 08:10:00+08:00")
    assert remind() == 1  # the officer: it is due tomorrow
    assert remind() == 0
    frozen("2026-03-16 08:10:00+08:00")  # the job was away for a week
    assert remind() == 5  # officer, both leaders, both of the centre
    assert remind() == 0


def test_a_changed_calendar_moves_what_runs_and_says_so(desk: Desk) -> None:
    case = in_hand(desk)
    done = answered(desk, in_hand(desk, title="另一封"))
    CalendarDay.objects.update_or_create(day=date(2026, 3, 4), defaults={"is_workday": False, "name": "临时放假"})
    case.refresh_from_db()
    assert case.due_on == date(2026, 3, 6)
    moved = case.events.get(action=Action.MOVE_DUE)
    assert "2026-03-04 放假" in moved.public_text
    assert not done.events.filter(action=Action.MOVE_DUE).exists()
    assert renew_all("再算一次") == 0


def test_staff_enter_what_came_otherwise(desk: Desk, centre: dict[Office, User]) -> None:
    operator = appoint(centre_unit_of(centre), Office.TELEPHONE_OPERATOR)
    held = seat_for_entry(operator, Side.OPERATOR)
    case = intake.enter_case(letter(desk.unit), held, Channel.PHONE)
    assert (case.channel, case.unit) == (Channel.PHONE, desk.unit)
    assert "已登记您的在线咨询（电话）" in told(case)
    with pytest.raises(CaseRefused, match="晚于今天"):
        intake.enter_case(letter(desk.unit), held, Channel.POST, received_on=date(2026, 3, 9))


def centre_unit_of(centre: dict[Office, User]) -> Any:
    return centre[Office.CENTRE_EDITOR].appointments.get().unit


def seat_for_entry(person: User, side: Side) -> Any:
    return Seat(side, Actor(person, person.appointments.first()))


def test_article_10_a_request_by_the_network_counts_from_the_day_both_sides_confirmed(desk: Desk) -> None:
    appoint(desk.unit, Office.DISCLOSURE_OFFICER, person=desk.officer)
    case = sent(desk.unit, **REQUEST)
    assert (case.status, case.due_on) == (CaseStatus.UNCONFIRMED, None)
    intake.confirm_receipt(case, desk.seat(case), date(2026, 3, 3))
    case.refresh_from_db()
    assert (case.status, case.received_on, case.due_on) == ("received", date(2026, 3, 3), date(2026, 3, 31))
    assert "2019 年修订" in case.due_explanation


def test_before_the_law_of_2019_it_was_fifteen_days(desk: Desk, frozen: Any) -> None:
    appoint(desk.unit, Office.DISCLOSURE_OFFICER, person=desk.officer)
    seat = seat_for_entry(desk.officer, Side.DESK)
    asked = {"name": "甲", "telephone": "1", "address": "路", "id_kind": "身份证", "id_number": "44"}
    old = letter(desk.unit, kind="disclosure", applicant=asked)
    case = intake.enter_case(old, seat, Channel.VISIT, came_at=datetime.fromisoformat("2019-05-14T10:00:00+08:00"))
    assert "2007 年公布" in case.due_explanation
    assert case.received_on == date(2019, 5, 14)


def test_what_a_kind_does_not_ask_is_refused(desk: Desk) -> None:
    with pytest.raises(CaseRefused, match="不收集"):
        sent(desk.unit, applicant={"name": "甲", "id_number": "44"})
    with pytest.raises(CaseRefused, match="联系电话"):
        sent(desk.unit, kind="leader", applicant={"name": "甲"})


def test_urging_is_once_a_day_and_supervision_tells_the_leaders(
    desk: Desk, centre: dict[Office, User], frozen: Any
) -> None:
    case = in_hand(desk)
    dialogue.urge(case, APPLICANT)
    with pytest.raises(CaseRefused, match="今天"):
        dialogue.urge(case, APPLICANT)
    supervision.supervise_case(case, centre_seat(case, centre), "群众反映强烈")
    subjects = OutboxMessage.objects.filter(recipient=desk.leader.email).values_list("subject", flat=True)
    assert list(subjects) == [f"【{case.number}】督办：在线咨询"]


def test_events_are_only_added(desk: Desk) -> None:
    case = sent(desk.unit)
    event: CaseEvent = case.events.get()
    with pytest.raises(RuntimeError):
        event.save()
    with pytest.raises(RuntimeError):
        CaseEvent.objects.all().delete()
    assert not mail.outbox
