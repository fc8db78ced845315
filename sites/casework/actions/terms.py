"""What moves the clock of a case: complex questions, consultations, extensions (Art. 13(3), 条例 Arts. 32–34)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.clock.dates import add_fact
from sites.casework.enums import Action, ClockChange, Opinion
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.extension_request import ExtensionRequest
from sites.casework.models.requested_opinion import RequestedOpinion
from sites.casework.rights import Seat


def mark_complex(case: Case, seat: Seat | None, reason: str) -> CaseEvent:
    """From the same day by the longer term, said while the short one still runs.

    Raises:
        CaseRefused: there is no longer term, it was said before, or the short term is over.
    """
    code = case.kind_of_case.complex_term
    if not code:
        raise CaseRefused(f"{case.get_kind_display()}没有另外的期限。")

    def change(held: Case, doing: Doing) -> None:
        if held.is_complex:
            raise CaseRefused("已经列为复杂问题。")
        require_running(held, "列为复杂问题")
        held.is_complex, held.complex_reason = True, reason[:200]
        add_fact(
            held, ClockChange.TERM, timezone.localdate(), term_code=code, law_on=held.received_on, reason="问题较复杂"
        )

    return act(case, Action.MARK_COMPLEX, seat, change, reason=reason)


def consult(case: Case, seat: Seat | None, asked: str, term_code: str) -> CaseEvent:
    """A third party, or the organ that made the information too, is asked; the time does not count.

    `term_code`: within which they answer; after it their silence counts as the law says.

    Raises:
        CaseRefused: no law stops the clock of such a case, or it does not run.
    """
    if not case.kind_of_case.may_consult:
        raise CaseRefused(f"{case.get_kind_display()}征求意见不停止计算期限，请直接征求。")

    def change(held: Case, doing: Doing) -> None:
        require_running(held, "征求意见")
        today = timezone.localdate()
        held.asked_until = doing.terms.due(term_code, today).on
        RequestedOpinion.objects.create(
            case=held, asked=asked[:60], term_code=term_code, asked_on=today, answer_by=held.asked_until
        )
        add_fact(held, ClockChange.PAUSED, today, reason=f"征求{asked}意见")

    return act(case, Action.CONSULT, seat, change, asked=asked)


def end_consultation(case: Case, seat: Seat | None, note: str = "", opinion: str = Opinion.SILENCE) -> CaseEvent:
    """What was answered is kept. Silence does not count as consent of a third party, but as that of an organ.

    Raises:
        CaseRefused: silence, while there is time to answer.
    """

    def change(held: Case, doing: Doing) -> None:
        today = timezone.localdate()
        if opinion == Opinion.SILENCE and held.asked_until is not None and held.asked_until >= today:
            raise CaseRefused(f"对方可以在 {held.asked_until:%Y-%m-%d} 前提出意见，现在不能按逾期处理。")
        for asked in held.requested_opinions.filter(answered_on=None):
            asked.opinion, asked.remark, asked.answered_on = opinion, note[:500], today
            asked.save()
        held.asked_until = None
        add_fact(held, ClockChange.RESUMED, timezone.localdate(), reason="征求意见结束")
        doing.note = "：".join(part for part in (Opinion(opinion).label, note) if part)

    return act(case, Action.END_CONSULTATION, seat, change)


def ask_extension(case: Case, seat: Seat | None, reason: str) -> CaseEvent:
    """
    Raises:
        CaseRefused: the kind knows none, the term is over, or it was extended or asked for already.
    """
    kind = case.kind_of_case
    if not kind.extension_term:
        raise CaseRefused(f"{kind.label}不能延期。")

    def change(held: Case, doing: Doing) -> None:
        require_running(held, "申请延期")
        if held.extension_requests.filter(is_granted=None).exists():
            raise CaseRefused("已经申请延期，等待审批。")
        if _was_extended(held):
            raise CaseRefused("已经延期过一次，不能再延期。")
        ExtensionRequest.objects.create(case=held, reason=reason[:300], proposed_by=_person(seat))
        doing.note = reason

    return act(case, Action.ASK_EXTENSION, seat, change, reason=reason)


@transaction.atomic
def decide_extension(case: Case, seat: Seat | None, is_granted: bool, comment: str = "") -> CaseEvent:
    """By the office that the kind names, never by who asked.

    Raises:
        CaseRefused: nothing waits, the own request, the term is over, or no reason for a refusal.
    """

    def change(held: Case, doing: Doing) -> None:
        request = held.extension_requests.select_for_update(of=("self",)).filter(is_granted=None).first()
        if request is None:
            raise CaseRefused("没有等待审批的延期申请。")
        if request.proposed_by == _person(seat):
            raise CaseRefused("不能审批自己提出的延期申请。")
        if is_granted:
            require_running(held, "延期")
            add_fact(
                held,
                ClockChange.EXTENDED,
                timezone.localdate(),
                term_code=held.kind_of_case.extension_term,
                law_on=held.received_on,
                reason=request.reason,
            )
            doing.words["reason"] = request.reason
        request.is_granted, request.decided_by, request.decided_at = is_granted, _person(seat), timezone.now()
        request.save()
        doing.note = comment

    action = Action.EXTEND if is_granted else Action.DECLINE_EXTENSION
    return act(case, action, seat, change, reason=comment)


def require_running(case: Case, what: str) -> None:
    if case.due_on is None:
        raise CaseRefused(f"办理期限没有在计算，不能{what}。")
    if case.is_overdue:
        raise CaseRefused(f"办理期限已于 {case.due_on:%Y-%m-%d} 届满，不能{what}。")


def _was_extended(case: Case) -> bool:
    """Since the clock last began anew."""
    changes = list(case.clock_facts.values_list("change", flat=True))
    last = max((n for n, each in enumerate(changes) if each == ClockChange.RESTARTED), default=-1)
    return ClockChange.EXTENDED in changes[last + 1 :]


def _person(seat: Seat | None) -> object:
    return seat.actor.user if seat else None
