"""Whether a case is taken on: accepted, refused with a ground, forwarded, or joined to another (Art. 23)."""

from __future__ import annotations

from django.utils import timezone

from sites.casework.actions.assigning import assign_to
from sites.casework.actions.step import CaseRefused, Doing, act, locked
from sites.casework.clock.dates import add_fact
from sites.casework.enums import PENDING, Action, CaseStatus, ClockChange, Ground, Outcome, Role, Side
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.rights import Seat


def accept_case(case: Case, seat: Seat | None) -> CaseEvent:
    """By the unit's own desk it is taken in hand at once; by the centre it waits to be assigned."""

    def change(held: Case, doing: Doing) -> None:
        if seat is not None and seat.side == Side.DESK:
            assign_to(held, held.unit, Role.LEAD)
            doing.status = CaseStatus.HANDLING

    return act(case, Action.ACCEPT, seat, change)


def refuse_case(case: Case, seat: Seat | None, ground: str, reason: str = "") -> CaseEvent:
    """
    Raises:
        CaseRefused: no such ground for this kind.
    """
    kind = case.kind_of_case
    if kind.results is not None:
        raise CaseRefused(f"{kind.label}要书面答复，请在答复里选择办理结果。")
    grounds = dict(kind.grounds.choices)
    if ground and ground not in grounds:
        raise CaseRefused("请选择不予受理的理由。")

    def change(held: Case, doing: Doing) -> None:
        held.outcome = Outcome.PETITION if ground == Ground.PETITION else Outcome.REFUSED
        held.ground = ground
        end_clock(held, "不予受理")
        doing.words["ground"] = grounds[ground]

    return act(case, Action.REFUSE, seat, change, ground=ground, reason=reason)


def forward_case(case: Case, seat: Seat | None, organ: str, reason: str) -> CaseEvent:
    """To an organ outside of this city."""

    def change(held: Case, doing: Doing) -> None:
        held.outcome = Outcome.FORWARDED
        end_clock(held, f"转送{organ}")

    return act(case, Action.FORWARD, seat, change, organ=organ, reason=reason)


def join_case(case: Case, seat: Seat | None, other: Case) -> CaseEvent:
    """Its answer will be that of the other case, which stays.

    Raises:
        CaseRefused: to itself, to one that is joined or closed, to another kind.
    """

    def change(held: Case, doing: Doing) -> None:
        target = locked(other)
        if target.pk == held.pk or target.kind != held.kind:
            raise CaseRefused("只能合并到同类的另一件办件。")
        if target.status not in PENDING | {CaseStatus.ANSWERED} or target.joined_to_id:
            raise CaseRefused(f"办件 {target.number} {target.get_status_display()}，不能合并到它。")
        if held.joined.exists():
            raise CaseRefused("已有别的办件合并到这一件，不能再合并出去。")
        held.joined_to, held.outcome = target, Outcome.JOINED
        end_clock(held, "合并办理")

    return act(case, Action.JOIN, seat, change, other=other.number)


def end_clock(case: Case, reason: str) -> None:
    add_fact(case, ClockChange.STOPPED, timezone.localdate(), reason=reason)
