"""Personal data of who wrote is shown to who handles the case, and each look is on record."""

from __future__ import annotations

from typing import TypeGuard

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from hub.private_fields.values import text_or_notice
from sites.casework.actions.step import CaseRefused
from sites.casework.enums import ASKED_PURPOSES, Side
from sites.casework.models.applicant import Applicant
from sites.casework.models.applicant_look import ApplicantLook
from sites.casework.models.case import Case
from sites.casework.rights import Seat

# What is masked on the page of a case.
PERSONAL = (
    "name", "telephone", "email", "address", "postcode", "employer", "id_number", "fax", "representative", "contact",
    "agent",
)  # fmt: skip
LOOKING = frozenset({Side.DESK, Side.LEADER, Side.CENTRE})


@sensitive_variables("shown")
@transaction.atomic
def look_at_applicant(case: Case, seat: Seat | None, purpose: str) -> list[tuple[str, str]]:
    """(label, text) of what was filled in; nothing is shown that is not on record.

    Raises:
        CaseRefused: not this person's case, no purpose, or nothing is there any more.
    """
    if not may_look(seat):
        raise CaseRefused("您今天的职责不能查看联系方式。")
    if purpose not in dict(ASKED_PURPOSES):
        raise CaseRefused("请选择用途。")
    applicant = applicant_of(case)
    if applicant is None:
        raise CaseRefused("来信人的信息已经删除。")
    shown = [(label, text_or_notice(applicant, name)) for name, label in filled_in(applicant)]
    record_look(case, seat, purpose, "、".join(label for label, _text in shown))
    return shown


def may_look(seat: Seat | None) -> TypeGuard[Seat]:
    """By an appointment of today, in a part of those who handle the case or decide on it."""
    return seat is not None and seat.side in LOOKING and seat.actor.appointment is not None


def record_look(case: Case, seat: Seat, purpose: str, fields: str) -> None:
    actor = seat.actor
    ApplicantLook.objects.create(
        case=case,
        person=actor.user,
        person_name=actor.name,
        office=actor.appointment.office if actor.appointment else "",
        unit=actor.appointment.unit if actor.appointment else None,
        purpose=purpose,
        fields=fields,
    )


def applicant_of(case: Case) -> Applicant | None:
    return Applicant.objects.filter(case=case).first()


def filled_in(applicant: Applicant) -> list[tuple[str, str]]:
    """(field, label) of what is there, readable or not."""
    return [
        (name, str(applicant._meta.get_field(name).verbose_name))
        for name in PERSONAL
        if text_or_notice(applicant, name)
    ]
