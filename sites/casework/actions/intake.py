"""How a case begins: sent in by the public, or entered by staff for somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.sent_files.intake import TakenIn
from sites.casework.actions.files import add_files, bring_unsent
from sites.casework.actions.step import CaseRefused, Doing, act, announce, record
from sites.casework.clock.dates import add_fact, receipt_day, renew
from sites.casework.enums import Action, ApplicantKind, CaseStatus, Channel, ClockChange
from sites.casework.kinds import CaseKind, kind_of
from sites.casework.likeness import likeness_of
from sites.casework.models.applicant import Applicant
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.casework.numbers import next_number
from sites.casework.query_codes import hashed
from sites.casework.rights import APPLICANT, Seat, has_officers
from sites.casework.transitions import TRANSITIONS
from sites.organisation.models.unit import Unit

# What comes by these may be confirmed by both sides later; what is handed over is received when it is.
_BY_NETWORK = frozenset({Channel.WEB, Channel.EMAIL})


@dataclass(frozen=True)
class Letter:
    """What somebody sends in. `applicant`: values of `Applicant` by field. `form_key`: the same for one form, however
    often its button is pressed. `files` are new; those under `files_key` a form has kept before it is sent."""

    kind: str
    title: str
    text: str
    addressed_to: Unit
    applicant: dict[str, Any]
    code: str = ""
    addressee: str = ""
    wishes_public: bool = False
    privacy_notice: PrivacyNotice | None = None
    form_key: str | None = None
    complained_units: list[Unit] = field(default_factory=list)
    complained_people: list[AbstractBaseUser] = field(default_factory=list)
    files: Sequence[TakenIn] = ()
    files_key: str = ""


def submit_case(letter: Letter) -> Case:
    """From the public. The same form again gives the case that it made.

    Raises:
        CaseRefused: something that the kind must have is missing.
    """
    _require(letter)
    return _once(letter, lambda: _begin(letter, APPLICANT, Action.SUBMIT, Channel.WEB, timezone.now()))


def _once(letter: Letter, begin: Callable[[], Case]) -> Case:
    """The same form again gives the case that it made."""
    try:
        with transaction.atomic():
            if (made := _made_before(letter)) is not None:
                return made
            return begin()
    except IntegrityError:
        if (made := _made_before(letter)) is not None:
            return made
        raise


def enter_case(
    letter: Letter, seat: Seat, channel: Channel, *, came_at: datetime | None = None, received_on: date | None = None
) -> Case:
    """By staff, for somebody who called, came or wrote. `received_on`: of a letter, the day on which it was signed for.

    Raises:
        CaseRefused: not by this person, or something is missing.
    """
    from_desk = seat.actor.user is not None and seat.actor.appointment is not None
    if not from_desk or seat.side not in TRANSITIONS[Action.ENTER].sides or channel == Channel.WEB:
        raise CaseRefused("您今天的职责不能登记来信。")
    now = timezone.now()
    if (came_at or now) > now or (received_on or timezone.localdate()) > timezone.localdate():
        raise CaseRefused("收到的日期不能晚于今天。")
    _require(letter)
    return _once(letter, lambda: _begin(letter, seat, Action.ENTER, channel, came_at or now, received_on))


@transaction.atomic
def confirm_receipt(case: Case, seat: Seat, on: date) -> CaseEvent:
    """The day both sides confirmed (条例 Art. 31(3)): from then the clock runs.

    Raises:
        CaseRefused: in the future, or before it was sent.
    """

    def change(held: Case, doing: Doing) -> None:
        if not timezone.localdate(held.submitted_at) <= on <= timezone.localdate():
            raise CaseRefused("确认收到的日期应在提交之后、今天以前。")
        _start_clock(held, on)
        doing.words["received"] = f"{on:%Y-%m-%d}"

    return act(case, Action.CONFIRM_RECEIPT, seat, change, on=on)


def _made_before(letter: Letter) -> Case | None:
    return Case.objects.filter(form_key=letter.form_key).first() if letter.form_key else None


def _require(letter: Letter) -> None:
    kind = kind_of(letter.kind)
    if not kind.offered_by(letter.addressed_to):
        raise CaseRefused(f"{letter.addressed_to}不受理{kind.label}。")
    if not letter.title.strip() or not letter.text.strip():
        raise CaseRefused("请写明标题和内容。")
    for ask in kind.must_ask_of(letter.applicant.get("kind", ApplicantKind.NATURAL)):
        if not str(letter.applicant.get(ask, "")).strip():
            raise CaseRefused(f"请填写{ask.label}。")
    known = {ask.value for ask in kind.asked} | ({"kind"} if kind.asks_organisations else set())
    if unknown := set(letter.applicant) - known:
        raise CaseRefused(f"{kind.label}不收集这些信息：{'、'.join(sorted(unknown))}。")


def _begin(
    letter: Letter,
    seat: Seat,
    action: Action,
    channel: Channel,
    came_at: datetime,
    received_on: date | None = None,
) -> Case:
    kind = kind_of(letter.kind)
    waits = kind.counts_when_confirmed and channel in _BY_NETWORK
    case = Case.objects.create(
        number=next_number(timezone.localdate().year),
        kind=kind.code,
        channel=channel,
        title=letter.title.strip()[:60],
        text=letter.text.strip(),
        status=CaseStatus.UNCONFIRMED if waits else CaseStatus.RECEIVED,
        unit=_first_unit(letter, kind),
        addressed_to=letter.addressed_to,
        addressee=letter.addressee[:60],
        wishes_public=letter.wishes_public and kind.may_be_public,
        privacy_notice=letter.privacy_notice,
        submitted_at=came_at,
        form_key=letter.form_key or None,
        likeness=likeness_of(letter.applicant, letter.text),
        code_hash=hashed(letter.code) if letter.code else "",
    )
    Applicant.objects.create(case=case, **{"kind": ApplicantKind.NATURAL, **letter.applicant})
    case.complained_units.set(letter.complained_units)
    case.complained_people.set(letter.complained_people)
    if not waits:
        _start_clock(case, received_on or receipt_day(came_at))
    renew(case)
    case.save(update_fields=["received_on", "due_on", "due_explanation"])
    event = record(case, action, seat, Doing.of())
    bring_unsent(event, letter.files_key)
    add_files(event, letter.files)
    announce(event)
    return case


def _first_unit(letter: Letter, kind: CaseKind) -> Unit:
    """Who looks at it first: the unit, or the centre where the unit has nobody for it or is itself complained of."""
    if not kind.is_about_somebody and has_officers(letter.addressed_to, kind.office):
        return letter.addressed_to
    return Unit.objects.filter(code=settings.CENTRE_UNIT_CODE).first() or letter.addressed_to


def _start_clock(case: Case, on: date) -> None:
    case.received_on = on
    add_fact(case, ClockChange.STARTED, on, term_code=case.kind_of_case.term, law_on=on)
