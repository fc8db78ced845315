"""Twelve lessons of Amsterdam's Signals, each with the test that it has become."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from hub.models import User
from sites.casework.actions import aftermath, answers, assigning, dialogue, screening
from sites.casework.actions.step import CaseRefused
from sites.casework.enums import AssignmentStatus, CaseStatus
from sites.casework.models.applicant import Applicant
from sites.casework.models.case import Case
from sites.casework.reminders import run_out
from sites.casework.retention import erase_old
from sites.casework.rights import APPLICANT
from sites.organisation.enums import Office
from tests.casework.desk import CODE, Desk, answered, centre_seat, in_hand, sent
from tests.inquiry.citizen import Citizen
from tests.named import missing

HERE = "casework/test_lessons_of_others.py"
LESSONS: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("two writers, one effect, the other is told", (
        "casework/test_cases_at_once.py::test_two_officers_answer_at_once_one_answer",
        "casework/test_cases_at_once.py::test_accepted_and_refused_at_once_one_wins",
    )),
    2: ("files of the same name stand beside each other, and none is lost on the way", (
        "hub/sent_files/test_intake.py::test_the_files_of_a_form_are_numbered",
        "hub/sent_files/test_quota.py::test_six_files_keep_what_was_typed",
    )),
    3: ("Friday night, Saturday, holiday and make-up Saturday", (
        "casework/test_clock_rules.py::test_after_hours_and_on_days_off_it_is_the_next_working_day",
        "casework/test_clock_rules.py::test_holidays_and_make_up_days_count_as_announced",
    )),
    4: ("from each state a way out, and silence ends", (
        "casework/test_every_action.py::test_from_every_state_there_is_a_way_out",
        "casework/test_letters.py::test_silence_ends_what_waits",
    )),
    5: ("a rating twice, late, after another round, by an old page", (
        f"{HERE}::test_a_rating_counts_once_a_round_and_an_old_page_rates_nothing",
    )),
    6: ("a question that is over or another one: a clear word", (
        f"{HERE}::test_a_question_that_is_over_says_so",
        "casework/test_incoming_mail.py::test_a_case_that_is_over_still_gets_its_mail",
    )),
    7: ("what is joined or opened again keeps personal data no longer than its own time", (
        f"{HERE}::test_joining_prolongs_nobodys_data",
        "casework/test_retention.py::test_afterwards_no_private_word_is_left",
    )),
    8: ("two transitions before the mail leaves: each mail once, with its own words", (
        "casework/test_letters.py::test_mail_carries_the_event_and_no_private_word",
        "casework/test_notices_to_applicants.py::test_a_crash_between_database_and_mail",
    )),
    9: ("an answer in the wrong state is kept", (
        "casework/test_desk_case.py::test_a_draft_that_nothing_takes_any_more_is_shown",
        "casework/test_desk_case.py::test_what_is_possible_no_more_is_refused_with_its_text",
    )),
    10: ("what ends leaves no part of it open", (
        f"{HERE}::test_what_ends_leaves_no_unit_at_work",
        "casework/test_cases_at_once.py::test_withdrawn_while_it_is_answered",
    )),
    12: ("what is joined is joined no further, and no officer's name stands in a mail", (
        f"{HERE}::test_what_is_joined_is_joined_no_further",
        "casework/test_letters.py::test_mail_carries_the_event_and_no_private_word",
    )),
}  # fmt: skip
ELSEWHERE = {11}  # pictures in the PDF of a letter are with that PDF's tests


def test_every_lesson_has_its_tests() -> None:
    assert set(LESSONS) | ELSEWHERE == set(range(1, 13))
    assert [name for _lesson, named in LESSONS.values() for name in missing(named)] == []


@pytest.fixture
def later() -> Iterator[Callable[[int], None]]:
    with time_machine.travel(datetime.fromisoformat("2026-03-03T10:00:00+08:00"), tick=False) as clock:
        yield lambda days: clock.move_to(timezone.now() + timedelta(days=days))


@pytest.mark.django_db
def test_a_rating_counts_once_a_round_and_an_old_page_rates_nothing(
    desk: Desk, centre: dict[Office, User], later: Callable[[int], None]
) -> None:
    case = answered(desk)
    old = Citizen().opens(case.number, CODE)
    pressed = old.filled("评价", satisfaction="5")
    old.posts("/letters/status/act/", pressed)
    assert Case.objects.get().satisfaction == 5
    old.posts("/letters/status/act/", pressed | {"satisfaction": "1"})
    assert "已办结，不能评价" in old.reads()
    aftermath.dispute_answer(Case.objects.get(), APPLICANT, "灯还是不亮")
    aftermath.reopen_case(Case.objects.get(), centre_seat(case, centre), "再去看")
    old.posts("/letters/status/act/", pressed)
    assert "不能评价" in old.reads()
    assert Case.objects.get().satisfaction is None
    case = answered(desk, Case.objects.get(), text="已更换。")
    aftermath.rate_case(case, APPLICANT, 2)
    assert Case.objects.get().satisfaction == 2
    later(30)
    with pytest.raises(CaseRefused, match="已办结"):
        aftermath.rate_case(Case.objects.get(), APPLICANT, 4)


@pytest.mark.django_db
def test_a_question_that_is_over_says_so(desk: Desk, later: Callable[[int], None]) -> None:
    case = in_hand(desk)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    open_page = Citizen().opens(case.number, CODE)
    pressed = open_page.filled("补充", text="罗岗镇")
    later(14)
    assert run_out() == 1
    fresh = Citizen().opens(case.number, CODE)
    assert "补充" not in {each.get_text(strip=True) for each in fresh.main.find_all("button")}
    fresh.posts("/letters/status/act/", fresh.filled("更换查询码") | {"action": "supplement", "text": "罗岗镇"})
    assert "不能补充" in fresh.reads()
    open_page.posts("/letters/status/act/", pressed)
    assert "您刚才做的没有提交" in open_page.reads()
    assert Case.objects.get().status == CaseStatus.CLOSED


@pytest.mark.django_db
def test_joining_prolongs_nobodys_data(desk: Desk, later: Callable[[int], None]) -> None:
    """The twin goes when its own time is over, though the case it was joined to was closed a year later."""
    first, twin = in_hand(desk), sent(desk.unit, title="也问校车", text="校车呢？")
    screening.join_case(twin, desk.seat(twin), first)
    later(365)
    aftermath.rate_case(answered(desk, first), APPLICANT, 5)
    later(450)
    assert erase_old() == 1
    assert list(Applicant.objects.values_list("case", flat=True)) == [first.pk]
    twin.refresh_from_db()
    assert "校车呢" not in twin.text


@pytest.mark.django_db
def test_what_ends_leaves_no_unit_at_work(desk: Desk, other_desk: Desk, centre: dict[Office, User]) -> None:
    case = sent(desk.unit)
    assigning.assign_case(case, centre_seat(case, centre), desk.unit, [other_desk.unit])
    reply = answers.draft_answer(case, other_desk.seat(case), text="票价两元。")
    answers.send_answer(case, other_desk.seat(case))
    dialogue.withdraw_case(case, APPLICANT)
    reply.refresh_from_db()
    assert not reply.workflow_in_progress
    assert set(case.assignments.values_list("status", flat=True)) == {AssignmentStatus.ENDED}


@pytest.mark.django_db
def test_what_is_joined_is_joined_no_further(desk: Desk) -> None:
    first, second, third = (sent(desk.unit, text=f"第{number}件。") for number in range(3))
    screening.join_case(second, desk.seat(second), first)
    for case, other in ((third, second), (first, third), (third, third)):
        with pytest.raises(CaseRefused, match="合并"):
            screening.join_case(case, desk.seat(case), other)
    assert Case.objects.filter(joined_to=first).count() == 1
