"""What is asked of who wrote, and what they say until they have an answer."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone

from sites.casework.actions.ending import take_back_answers
from sites.casework.actions.screening import end_clock
from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.clock.dates import add_fact, receipt_day
from sites.casework.enums import Action, AssignmentStatus, CaseStatus, ClockChange, Outcome
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.reply import Reply
from sites.casework.query_codes import check_chosen, hashed
from sites.casework.rights import Seat

SUPPLEMENT_TERM = "supplement_letter"


def ask_back(case: Case, seat: Seat | None, question: str, until: date | None = None) -> CaseEvent:
    """The clock stands until the applicant has answered; one that has run out does not.

    Where the law has it asked for once, within a term from receipt (条例 Art. 30), later and again are refused.
    """
    kind = case.kind_of_case

    def change(held: Case, doing: Doing) -> None:
        today = timezone.localdate()
        if kind.correction_term:
            if CaseEvent.objects.filter(case__in=[held.pk, held.split_from_id or 0], action=Action.ASK_BACK).exists():
                raise CaseRefused("补正只能一次性告知，已经告知过。")
            latest = doing.terms.due(kind.correction_term, held.received_on or today).on
            if today > latest:
                raise CaseRefused(f"应在 {latest:%Y-%m-%d} 前告知补正，现在不能再要求补正。")
        held.asked_until = until or doing.terms.due(SUPPLEMENT_TERM, today).on
        if held.asked_until <= today:
            raise CaseRefused("补充的截止日期应在今天之后。")
        take_back_answers(Reply.objects.filter(assignment__case=held))
        if not held.is_overdue:
            add_fact(held, ClockChange.PAUSED, today, reason="请来信人补充")
        doing.words["until"] = f"{held.asked_until:%Y-%m-%d}"

    return act(case, Action.ASK_BACK, seat, change, question=question)


def supplement(case: Case, seat: Seat, text: str) -> CaseEvent:
    """The applicant's answer to the newest question; the clock goes on, or starts anew where the law says so."""

    def change(held: Case, doing: Doing) -> None:
        held.asked_until = None
        on = receipt_day(timezone.now(), doing.terms)
        if held.kind_of_case.restarts_after_supplement:
            add_fact(held, ClockChange.RESTARTED, on, reason="补正")
        else:
            add_fact(held, ClockChange.RESUMED, on, reason="来信人补充")
        doing.status = _status_in_hand(held)

    return act(case, Action.SUPPLEMENT, seat, change, text=text)


def lapse(case: Case, seat: Seat) -> CaseEvent:
    """Nothing came within the time that was set.

    Raises:
        CaseRefused: the time is not over.
    """

    def change(held: Case, doing: Doing) -> None:
        is_unpaid = held.status == CaseStatus.UNPAID
        if held.asked_until is None or held.asked_until >= timezone.localdate():
            raise CaseRefused("缴费期限未到。" if is_unpaid else "补充期限未到。")
        held.outcome = Outcome.UNPAID if is_unpaid else Outcome.LAPSED
        end_clock(held, held.get_outcome_display())
        doing.words["missing"] = "未收到您缴纳的费用" if is_unpaid else "未收到您的补充"
        doing.words["until"] = f"{held.asked_until:%Y-%m-%d}"

    return act(case, Action.LAPSE, seat, change)


def urge(case: Case, seat: Seat) -> CaseEvent:
    """催办: once a day.

    Raises:
        CaseRefused: urged today already.
    """

    def change(held: Case, doing: Doing) -> None:
        today = timezone.localdate()
        urged_at = held.events.filter(action=Action.URGE).values_list("at", flat=True)
        if any(timezone.localdate(at) == today for at in urged_at):
            raise CaseRefused("今天已经催办过，请明天再催。")
        held.urged += 1

    return act(case, Action.URGE, seat, change)


def withdraw_case(case: Case, seat: Seat) -> CaseEvent:
    def change(held: Case, doing: Doing) -> None:
        held.outcome = Outcome.WITHDRAWN
        held.asked_until = None
        end_clock(held, "来信人撤回")

    return act(case, Action.WITHDRAW, seat, change)


def wish_private(case: Case, seat: Seat) -> CaseEvent:
    """The wish to be public is taken back. What is public already stays so until its unit takes it down.

    Raises:
        CaseRefused: there is no such wish, or it was asked for before.
    """

    def change(held: Case, doing: Doing) -> None:
        if not held.wishes_public:
            raise CaseRefused("您没有选择公开，不用更改。")
        if held.wants_it_taken_down:
            raise CaseRefused("您已经提出过，请等单位撤下。")
        held.wishes_public = published_replies(held).exists()
        is_public = "已经公开的，请求单位撤下；撤下以前仍在网站上。"
        doing.words["then"] = is_public if held.wishes_public else "不会在网站公开。"

    return act(case, Action.WISH_PRIVATE, seat, change)


def published_replies(case: Case) -> QuerySet[Reply]:
    return Reply.objects.filter(assignment__case=case, live=True, publishes=True)


def renew_code(case: Case, seat: Seat, code: str) -> CaseEvent:
    """
    Raises:
        ValidationError: the new code is too simple.
    """
    check_chosen(code)

    def change(held: Case, doing: Doing) -> None:
        held.code_hash = hashed(code)
        Case.objects.filter(pk=held.pk).update(failed_tries=F("failed_tries") * 0, locked_until=None)

    return act(case, Action.RENEW_CODE, seat, change)


def _status_in_hand(case: Case) -> CaseStatus:
    if case.assignments.filter(status=AssignmentStatus.OPEN).exists():
        return CaseStatus.HANDLING
    accepted = case.events.filter(action__in=(Action.ACCEPT, Action.RETURN_ASSIGNMENT)).exists()
    return CaseStatus.ACCEPTED if accepted else CaseStatus.RECEIVED
