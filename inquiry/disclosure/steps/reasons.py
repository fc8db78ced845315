"""Excessive numbers of requests (条例 Art. 35): reasons are asked for, and a later answer may be set."""

from __future__ import annotations

from django.utils import timezone

from inquiry.disclosure.steps.kind import require_request
from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.actions.terms import require_running
from sites.casework.clock.dates import add_fact
from sites.casework.enums import Action, ClockChange
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.rights import Seat

MOST_DAYS = 250


def ask_reasons(case: Case, seat: Seat | None, question: str) -> CaseEvent:
    """The clock runs on: the law stops it not.

    Raises:
        CaseRefused: no request for disclosure, or asked already.
    """
    require_request(case)

    def change(held: Case, doing: Doing) -> None:
        if reasons_are_wanted(held) or reasons_were_given(held):
            raise CaseRefused("已经请申请人说明过理由。")

    return act(case, Action.ASK_REASONS, seat, change, question=question)


def give_reasons(case: Case, seat: Seat | None, text: str) -> CaseEvent:
    """
    Raises:
        CaseRefused: nobody asked.
    """
    require_request(case)

    def change(held: Case, doing: Doing) -> None:
        if not reasons_are_wanted(held):
            raise CaseRefused("现在不需要说明理由。")

    return act(case, Action.GIVE_REASONS, seat, change, text=text)


def delay(case: Case, seat: Seat | None, days: int, reason: str) -> CaseEvent:
    """The reasons are good, but there are too many requests to answer in time: a reasonable term, told.

    Raises:
        CaseRefused: no reasons were given, it was delayed already, or the term is over.
    """
    require_request(case)

    def change(held: Case, doing: Doing) -> None:
        require_running(held, "延迟答复")
        if not reasons_were_given(held):
            raise CaseRefused("申请人还没有说明理由，不能确定延迟答复的期限。")
        if held.events.filter(action=Action.DELAY).exists():
            raise CaseRefused("已经确定过延迟答复的期限。")
        if not 0 < days <= MOST_DAYS:
            raise CaseRefused(f"延迟的工作日应在 1 到 {MOST_DAYS} 之间。")
        today = timezone.localdate()
        add_fact(held, ClockChange.EXTENDED, today, days=days, reason="申请数量、频次明显超过合理范围")

    return act(case, Action.DELAY, seat, change, days=days, reason=reason)


def reasons_are_wanted(case: Case) -> bool:
    """Asked for, and not given yet."""
    last = case.events.filter(action__in=(Action.ASK_REASONS, Action.GIVE_REASONS)).order_by("-serial").first()
    return last is not None and last.action == Action.ASK_REASONS


def reasons_were_given(case: Case) -> bool:
    return case.events.filter(action=Action.GIVE_REASONS).exists()
