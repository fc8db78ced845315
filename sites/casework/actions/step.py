"""What all actions on a case have in common: they look at the case as it stands, and one of two at once wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from hub.calendar import Terms
from sites.casework import notifications
from sites.casework.actions.ending import end_open_assignments
from sites.casework.clock.dates import renew
from sites.casework.enums import Action, CaseStatus, Side
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.rights import Seat
from sites.casework.transitions import TRANSITIONS
from sites.casework.wording import worded


class CaseRefused(PermissionDenied):
    """An action that is not possible now, or not this person's. The message says why, in Chinese."""


@dataclass
class Doing:
    """What an action adds while it is done. `status`: where the case goes, if not where the table says."""

    terms: Terms
    words: dict[str, Any] = field(default_factory=dict)
    status: CaseStatus | None = None
    note: str = ""
    is_told: bool = True

    @classmethod
    def of(cls, **words: Any) -> Doing:
        return cls(Terms.load(), words)


# A case has changed, in the transaction that changes it. Arguments: case, event.
case_changed = Signal()
OVERTAKEN = "这件办件刚刚有人处理过，请刷新后再看。"
Change = Callable[[Case, Doing], None]


def act(case: Case, action: Action, seat: Seat | None, change: Change | None = None, **values: Any) -> CaseEvent:
    """Does `action` to the case as it stands now: looks, changes, writes the event, tells the applicant.

    `case` as the person saw it: if it stands elsewhere by now, somebody was faster. `values`: what the action asks for,
    and what its wording names.

    Raises:
        CaseRefused: not from this state, not by this person, or something is missing.
    """
    step = TRANSITIONS[action]
    if seat is None or seat.side not in step.sides:
        raise CaseRefused(f"您今天的职责不能对这件办件“{action.label}”。")
    for name, label in step.asks.items():
        if values.get(name) in (None, "") or not str(values[name]).strip():
            raise CaseRefused(f"请写明{label}。")
    with transaction.atomic():
        held = locked(case)
        if held.status != case.status:
            raise CaseRefused(f"{OVERTAKEN}现在是“{held.get_status_display()}”。")
        if held.status not in step.allowed:
            raise CaseRefused(f"办件{held.get_status_display()}，不能{action.label}。")
        before = held.status
        doing = Doing(Terms.load(), dict(values))
        if change is not None:
            change(held, doing)
        held.status = doing.status or step.target or before
        if held.status == CaseStatus.CLOSED:
            held.asked_until = None
            end_open_assignments(held)
            held.result = held.result or held.kind_of_case.results_without_answer.get(held.outcome, "")
        held.closed_at = (held.closed_at or timezone.now()) if held.status == CaseStatus.CLOSED else None
        renew(held, doing.terms)
        _store(held, before)
        event = record(held, action, seat, doing)
        announce(event)
    if case.unit_id != held.unit_id:
        case.unit = held.unit  # what the old key had brought is forgotten
    case.__dict__.update({name: value for name, value in held.__dict__.items() if name != "_state"})
    return event


def announce(event: CaseEvent) -> None:
    """Who has to know hears of it: people by mail, chapters by the signal."""
    notifications.tell(event)
    case_changed.send(Case, case=event.case, event=event)


def locked(case: Case) -> Case:
    """As it stands now, and nobody else's to change until the transaction ends."""
    return Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)


def _store(case: Case, before: str) -> None:
    """Only if it still stands where it stood when the action began.

    Raises:
        CaseRefused: somebody else was faster.
    """
    values = {name: getattr(case, Case._meta.get_field(name).attname) for name in _CHANGED}
    if not Case.objects.filter(pk=case.pk, status=before).update(**values):
        raise CaseRefused(OVERTAKEN)


# What actions change. The rest is as it was sent in; wrong codes are counted outside of actions.
_CHANGED = (
    "status", "outcome", "result", "ground", "unit", "is_designated", "is_complex", "complex_reason", "supervised_on",
    "received_on", "due_on", "due_explanation", "asked_until", "answered_on", "closed_at", "satisfaction", "reopened",
    "urged", "joined_to", "code_hash", "erased_on",
    "wishes_public",
)  # fmt: skip


def record(case: Case, action: Action, seat: Seat, doing: Doing) -> CaseEvent:
    """The event of an action, with the words as they are today."""
    actor = seat.actor
    last = case.events.order_by("-serial").values_list("serial", flat=True).first() or 0
    appointment = actor.appointment
    return CaseEvent.objects.create(
        case=case,
        serial=last + 1,
        at=timezone.now(),
        action=action,
        side=seat.side,
        actor=actor.user,
        actor_name=actor.name if actor.user else Side(seat.side).label,
        office=appointment.office if appointment else "",
        unit=appointment.unit if appointment else None,
        status=case.status,
        due_on=case.due_on,
        public_text=worded(case, action, doing.words) if doing.is_told else "",
        note=doing.note or str(doing.words.get("note", "")),
    )
