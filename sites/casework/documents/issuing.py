"""A letter is issued: numbered, made into the record, and kept as it went out."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.documents.files import record_of
from sites.casework.documents.filling import BLANK, day_words, with_name
from sites.casework.documents.numbers import next_letter_number
from sites.casework.documents.templates import LetterTemplate
from sites.casework.enums import Action
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.issued_letter import IssuedLetter
from sites.casework.rights import Seat
from sites.organisation.models.unit import Unit


@transaction.atomic
def issue_letter(case: Case, seat: Seat | None, template: LetterTemplate, text: str) -> IssuedLetter:
    """By the desk. Who wrote hears of it where it is for them.

    Raises:
        CaseRefused: not this person's, nothing written, or a place to write is left.
    """
    if not template.is_written or template.kind not in ("", case.kind):
        raise CaseRefused(f"{case.get_kind_display()}没有这种文书。")
    if BLANK in text:
        raise CaseRefused("文书里还有没有填写的地方（【请填写：…】）。")
    numbered: list[tuple[int, str]] = []
    unit = unit_of(case, seat)

    def change(held: Case, doing: Doing) -> None:
        numbered.append(next_letter_number(unit, timezone.localdate().year))
        doing.words["document"] = numbered[0][1]
        doing.is_told = template.is_for_applicant
        doing.note = f"《{template.title}》{numbered[0][1]}"

    event = act(case, Action.ISSUE_LETTER, seat, change, text=text, title=template.title)
    return _keep(event, template.code, template.title, text, unit, numbered[0], template.is_for_applicant)


def freeze_answer(event: CaseEvent, template: LetterTemplate, title: str, text: str, unit: Unit) -> IssuedLetter:
    """The letter of an answer that has been approved, and is told by `event`."""
    number = next_letter_number(unit, timezone.localdate().year)
    return _keep(event, template.code, title, text, unit, number, True)


def unit_of(case: Case, seat: Seat | None) -> Unit:
    """Whose letter it is: of the unit by whose office somebody acts, else of the one that has the case."""
    appointment = seat.actor.appointment if seat else None
    return appointment.unit if appointment else case.unit


def _keep(
    event: CaseEvent,
    code: str,
    title: str,
    text: str,
    unit: Unit,
    numbered: tuple[int, str],
    is_for_applicant: bool,
) -> IssuedLetter:
    serial, number = numbered
    whole = with_name(text, event.case)
    day = timezone.localdate()
    file_format, content = record_of(title, number, whole, unit.name, day_words(day))
    return IssuedLetter.objects.create(
        case=event.case,
        event=event,
        unit=unit,
        year=day.year,
        serial=serial,
        number=number,
        template=code,
        title=title,
        is_for_applicant=is_for_applicant,
        issued_at=timezone.now(),
        issued_by=event.actor,
        text=whole,
        content=b64encode(content).decode("ascii"),
        file_format=file_format,
        sha256=sha256(content).hexdigest(),
    )
