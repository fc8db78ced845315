"""督办 by the centre, and notes that nobody outside reads."""

from __future__ import annotations

from django.utils import timezone

from sites.casework.actions.step import Doing, act
from sites.casework.enums import Action
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.rights import Seat


def supervise_case(case: Case, seat: Seat | None, reason: str) -> CaseEvent:
    """The centre watches it from now; officers and leaders of the unit are told why."""

    def change(held: Case, doing: Doing) -> None:
        held.supervised_on = held.supervised_on or timezone.localdate()
        doing.note = reason

    return act(case, Action.SUPERVISE, seat, change, reason=reason)


def add_note(case: Case, seat: Seat | None, note: str) -> CaseEvent:
    return act(case, Action.NOTE, seat, None, note=note)
