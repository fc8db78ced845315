"""What follows an answer: a rating, a dispute, another round, the end."""

from __future__ import annotations

from django.utils import timezone

from sites.casework.actions.assigning import assign_to
from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.clock.dates import add_fact
from sites.casework.enums import (
    Action,
    AssignmentStatus,
    CaseStatus,
    ClockChange,
    Outcome,
    Role,
    Satisfaction,
)
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.rights import Seat

DISPUTE_TERM = "dispute_answer"  # within which the applicant may
DECISION_TERM = "decide_dispute"  # within which the centre decides
CLOSING_TERM = "close_answered"
MOST_ROUNDS = 2


def rate_case(case: Case, seat: Seat, satisfaction: int, comment: str = "") -> CaseEvent:
    """Once a round; it ends the case.

    Raises:
        CaseRefused: no such level.
    """
    if satisfaction not in Satisfaction.values:
        raise CaseRefused("请选择满意度。")

    def change(held: Case, doing: Doing) -> None:
        held.satisfaction = satisfaction
        doing.words["satisfaction"] = Satisfaction(satisfaction).label
        doing.note = comment

    return act(case, Action.RATE, seat, change, satisfaction=satisfaction)


def dispute_answer(case: Case, seat: Seat, reason: str) -> CaseEvent:
    """A request that the case be handled again; the centre decides, by a date.

    Raises:
        CaseRefused: it was not answered, too late, or too often.
    """

    def change(held: Case, doing: Doing) -> None:
        if held.kind_of_case.results is not None:
            raise CaseRefused("对答复不服的，可以依法申请行政复议或者提起行政诉讼。")
        if held.outcome != Outcome.ANSWERED or held.answered_on is None:
            raise CaseRefused("没有答复过的办件不能要求重办。")
        if held.reopened >= MOST_ROUNDS:
            raise CaseRefused(f"已经重办 {MOST_ROUNDS} 次，不再重办。可以通过信访、行政复议等途径反映。")
        latest = doing.terms.due(DISPUTE_TERM, held.answered_on).on
        if timezone.localdate() > latest:
            raise CaseRefused(f"应在 {latest:%Y-%m-%d} 前要求重办，现在可以另写一封来信。")
        add_fact(held, ClockChange.RESTARTED, timezone.localdate(), term_code=DECISION_TERM, reason="来信人要求重办")

    return act(case, Action.DISPUTE, seat, change, reason=reason)


def reopen_case(case: Case, seat: Seat | None, reason: str) -> CaseEvent:
    """重办 by the unit that led, with a whole new term and an answer of its own."""

    def change(held: Case, doing: Doing) -> None:
        held.assignments.filter(status=AssignmentStatus.ANSWERED).update(status=AssignmentStatus.ENDED)
        assign_to(held, held.unit, Role.LEAD)
        held.reopened += 1
        held.outcome, held.answered_on, held.satisfaction = "", None, None
        code = held.kind_of_case.complex_term if held.is_complex else held.kind_of_case.term
        today = timezone.localdate()
        add_fact(held, ClockChange.RESTARTED, today, term_code=code, law_on=today, reason="重办")

    return act(case, Action.REOPEN, seat, change, reason=reason)


def decline_reopening(case: Case, seat: Seat | None, reason: str) -> CaseEvent:
    def change(held: Case, doing: Doing) -> None:
        add_fact(held, ClockChange.STOPPED, timezone.localdate(), reason="不再重办")

    return act(case, Action.DECLINE_REOPENING, seat, change, reason=reason)


def close_case(case: Case, seat: Seat | None) -> CaseEvent:
    """An answered case that nobody rates.

    Raises:
        CaseRefused: by the system, before its time.
    """

    def change(held: Case, doing: Doing) -> None:
        doing.status = CaseStatus.CLOSED

    return act(case, Action.CLOSE, seat, change)
