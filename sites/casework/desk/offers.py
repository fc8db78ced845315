"""One table: what each action asks for on the page of a case, and what it calls. The machine itself checks again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from sites.casework.actions import aftermath, assigning, dialogue, intake, screening, supervision, terms
from sites.casework.desk import forms
from sites.casework.enums import Action, AssignmentStatus, Side
from sites.casework.models.case import Case
from sites.casework.rights import Seat
from sites.casework.transitions import TRANSITIONS, actions_from

A = Action
Values = dict[str, Any]
Fits = Callable[[Case, Seat], bool]


def always(case: Case, seat: Seat) -> bool:
    return True


@dataclass(frozen=True)
class Offer:
    """`do` gets the case, the seat and the cleaned values. `fits`: whether it makes sense in this case."""

    action: Action
    form: type[forms.ActionForm]
    do: Callable[[Case, Seat, Values], Any]
    fits: Fits = always
    hint: str = ""
    ends: bool = False  # the case, or the unit's part in it: asked for with a warning

    @property
    def label(self) -> str:
        return self.action.label


def _own_open(case: Case, seat: Seat) -> bool:
    """The unit by whose office somebody acts still has to answer."""
    unit = seat.actor.appointment.unit_id if seat.actor.appointment else None
    return case.assignments.filter(unit=unit, status=AssignmentStatus.OPEN).exists()


def _may_return(case: Case, seat: Seat) -> bool:
    unit = seat.actor.appointment.unit_id if seat.actor.appointment else None
    return not (case.is_designated and unit == case.unit_id)


def _may_be_complex(case: Case, seat: Seat) -> bool:
    return bool(case.kind_of_case.complex_term) and not case.is_complex and runs(case, seat)


def runs(case: Case, seat: Seat) -> bool:
    return case.due_on is not None and not case.is_overdue


def _may_be_extended(case: Case, seat: Seat) -> bool:
    return bool(case.kind_of_case.extension_term) and runs(case, seat) and not _extension_waits(case, seat)


def _extension_waits(case: Case, seat: Seat) -> bool:
    return case.extension_requests.filter(is_granted=None).exists()


def _may_consult(case: Case, seat: Seat) -> bool:
    return case.kind_of_case.may_consult and runs(case, seat)


def _supplement_is_late(case: Case, seat: Seat) -> bool:
    return case.asked_until is not None and case.asked_until < timezone.localdate()


OFFERS: tuple[Offer, ...] = (
    Offer(A.CONFIRM_RECEIPT, forms.DayForm, lambda c, s, v: intake.confirm_receipt(c, s, v["on"])),
    Offer(A.ACCEPT, forms.ActionForm, lambda c, s, v: screening.accept_case(c, s), hint="受理后告知来信人。"),
    Offer(
        A.ASSIGN,
        forms.AssignForm,
        lambda c, s, v: assigning.assign_case(c, s, v["lead"], v["supports"], v["wanted_on"]),
    ),
    Offer(A.TAKE, forms.TakeForm, lambda c, s, v: assigning.take_assignment(c, s, v["officer"]), _own_open),
    Offer(A.ASK_BACK, forms.AskBackForm, lambda c, s, v: dialogue.ask_back(c, s, v["question"], v["until"])),
    Offer(A.MARK_COMPLEX, forms.ReasonForm, lambda c, s, v: terms.mark_complex(c, s, v["reason"]), _may_be_complex),
    Offer(A.ASK_EXTENSION, forms.ReasonForm, lambda c, s, v: terms.ask_extension(c, s, v["reason"]), _may_be_extended),
    Offer(
        A.EXTEND,
        forms.OptionalReasonForm,
        lambda c, s, v: terms.decide_extension(c, s, True, v["reason"]),
        _extension_waits,
    ),
    Offer(
        A.DECLINE_EXTENSION,
        forms.ReasonForm,
        lambda c, s, v: terms.decide_extension(c, s, False, v["reason"]),
        _extension_waits,
    ),
    Offer(
        A.CONSULT,
        forms.ConsultForm,
        lambda c, s, v: terms.consult(c, s, v["asked"], v["term_code"]),
        _may_consult,
    ),
    Offer(
        A.END_CONSULTATION,
        forms.OpinionForm,
        lambda c, s, v: terms.end_consultation(c, s, v["note"], v["opinion"]),
    ),
    Offer(A.REOPEN, forms.ReasonForm, lambda c, s, v: aftermath.reopen_case(c, s, v["reason"])),
    Offer(A.DECLINE_REOPENING, forms.ReasonForm, lambda c, s, v: aftermath.decline_reopening(c, s, v["reason"])),
    Offer(A.CLOSE, forms.ActionForm, lambda c, s, v: aftermath.close_case(c, s), ends=True),
    Offer(A.DESIGNATE, forms.UnitReasonForm, lambda c, s, v: assigning.designate_unit(c, s, v["unit"], v["reason"])),
    Offer(A.TRANSFER, forms.UnitReasonForm, lambda c, s, v: assigning.transfer_case(c, s, v["unit"], v["reason"])),
    Offer(A.SUPERVISE, forms.ReasonForm, lambda c, s, v: supervision.supervise_case(c, s, v["reason"])),
    Offer(A.NOTE, forms.NoteForm, lambda c, s, v: supervision.add_note(c, s, v["note"])),
    Offer(
        A.RETURN_ASSIGNMENT,
        forms.ReasonForm,
        lambda c, s, v: assigning.return_assignment(c, s, v["reason"]),
        _may_return,
        hint="不属于本单位职责的，退回网络信息中心重新分办。期限不停。",
        ends=True,
    ),
    Offer(A.JOIN, forms.JoinForm, lambda c, s, v: screening.join_case(c, s, v["other"]), ends=True),
    Offer(
        A.FORWARD,
        forms.ForwardForm,
        lambda c, s, v: screening.forward_case(c, s, v["organ"], v["reason"]),
        ends=True,
    ),
    Offer(A.REFUSE, forms.RefuseForm, lambda c, s, v: screening.refuse_case(c, s, v["ground"], v["reason"]), ends=True),
    Offer(A.LAPSE, forms.ActionForm, lambda c, s, v: dialogue.lapse(c, s), _supplement_is_late, ends=True),
)  # fmt: skip


_of_chapters: list[Offer] = []


def register(*offers: Offer) -> None:
    """What chapter apps offer for cases of their kinds, after what all have."""
    _of_chapters.extend(offer for offer in offers if offer not in _of_chapters)


def all_offers() -> tuple[Offer, ...]:
    return (*OFFERS, *_of_chapters)


def offer_of(action: str) -> Offer | None:
    return next((offer for offer in all_offers() if offer.action == action), None)


def offers_for(case: Case, seats: dict[Side, Seat]) -> Iterator[tuple[Offer, Seat]]:
    """What this person can do with the case now, each with the part in which it is done."""
    possible = set(actions_from(case.status))
    for offer in all_offers():
        if offer.action not in possible:
            continue
        seat = seat_for(offer.action, seats)
        if seat is not None and offer.fits(case, seat):
            yield offer, seat


def seat_for(action: Action, seats: dict[Side, Seat]) -> Seat | None:
    return next((seat for side, seat in seats.items() if side in TRANSITIONS[action].sides), None)
