"""Who decides what others wrote, or reads who signed in, is appointed by two people; any early end takes two."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from hub.accounts.proposals.actions import propose
from hub.accounts.proposals.kinds import ProposalKind, ProposalRefused, register_kind, sentences
from hub.events import record_event
from hub.locks import lock_rows
from hub.models import AccountProposal, User
from sites.organisation.enums import WRITING_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.organisation.periods import overlapping

APPOINT, PERIOD = "appoint", "change_period"
FAR = date.max


def needs_two(office: str) -> bool:
    """Who only writes publishes nothing alone, and is appointed by one person."""
    return office not in WRITING_OFFICES


@transaction.atomic
def propose_appointment(appointment: Appointment, actor: User) -> AccountProposal:
    """`appointment` is valid and not saved.

    Raises:
        ProposalRefused: the actor may not, the same waits already, or the person holds the office.
    """
    _require_room(appointment)
    values = {
        "unit": appointment.unit_id,
        "office": appointment.office,
        "title": appointment.title,
        "duties": appointment.duties,
        **_period(appointment.starts_on, appointment.ends_on),
    }
    days = _days(appointment.starts_on, appointment.ends_on)
    summary = f"任命{appointment.person}（{appointment.person.username}）为{_office(appointment)}，{days}。"
    before = {"holders": _holders(appointment)}
    person = appointment.person
    return propose(APPOINT, actor, person, subject=str(appointment), summary=summary, values=values, before=before)


@transaction.atomic
def propose_period(wanted: Appointment, actor: User) -> AccountProposal | None:
    """Where the days of `wanted` need two people they are proposed, and `wanted` has the stored ones again; else None.

    Raises:
        ProposalRefused: the actor may not, or the same waits already.
    """
    lock_rows(Appointment.objects.filter(pk=wanted.pk))
    stored = Appointment.objects.select_related("person", "unit").get(pk=wanted.pk)
    before, values = _period(stored.starts_on, stored.ends_on), _period(wanted.starts_on, wanted.ends_on)
    ends_earlier = (wanted.ends_on or FAR) < (stored.ends_on or FAR)
    if before == values or not (ends_earlier or needs_two(stored.office)):
        return None
    days = f"由{_days(stored.starts_on, stored.ends_on)}改为{_days(wanted.starts_on, wanted.ends_on)}"
    summary = f"{stored.person}（{stored.person.username}）担任{_office(stored)}的任期{days}。"
    wanted.starts_on, wanted.ends_on = stored.starts_on, stored.ends_on
    values["appointment"] = str(stored.pk)
    return propose(PERIOD, actor, stored.person, subject=str(stored), summary=summary, values=values, before=before)


@transaction.atomic
def provision_appointment(appointment: Appointment, source: str) -> Appointment:
    """By a program, without a second person: on record as such. `source` says where it comes from, in Chinese."""
    appointment.save()
    text = f"{appointment}由“{source}”直接登记，没有经过第二人确认。"
    record_event("批量登记任职", str(appointment), text, reason=source, unit_code=appointment.unit.code)
    return appointment


def _appoint(proposal: AccountProposal, actor: User) -> User:
    values: dict[str, Any] = proposal.values
    person = _active(proposal)
    unit = Unit.objects.filter(pk=values["unit"]).first()
    if unit is None:
        raise ProposalRefused("这个单位已经不存在。")
    appointment = Appointment(
        person=person,
        unit=unit,
        office=values["office"],
        title=values["title"],
        duties=values["duties"],
        **_dates(values),
    )
    if _holders(appointment) != proposal.before["holders"]:
        raise ProposalRefused("提出之后，这一职责的任职有变动，请撤回后重新提出。")
    _require_room(appointment)
    _save(appointment)
    return person


def _change_period(proposal: AccountProposal, actor: User) -> User:
    appointment = Appointment.objects.select_for_update(of=("self",)).filter(pk=proposal.values["appointment"]).first()
    if appointment is None:
        raise ProposalRefused("这项任职已经不存在。")
    if _period(appointment.starts_on, appointment.ends_on) != proposal.before:
        raise ProposalRefused("提出之后任期已经变动，请撤回后重新提出。")
    days = _dates(proposal.values)
    if (days["ends_on"] or FAR) > (appointment.ends_on or FAR) or days["starts_on"] < appointment.starts_on:
        _active(proposal)
    appointment.starts_on, appointment.ends_on = days["starts_on"], days["ends_on"]
    _require_room(appointment)
    _save(appointment)
    return appointment.person


def _active(proposal: AccountProposal) -> User:
    person = User.objects.select_for_update(no_key=True).get(pk=proposal.person_id)
    if not person.is_active:
        raise ProposalRefused(f"{person}的账号已停用，不能任职。")
    return person


def _require_room(appointment: Appointment) -> None:
    same = Appointment.objects.filter(
        overlapping(appointment.starts_on, appointment.ends_on or FAR),
        person=appointment.person,
        unit=appointment.unit,
        office=appointment.office,
    )
    if same.exclude(pk=appointment.pk).exists():
        raise ProposalRefused("此人在这些日子里已经担任这一职责。")


def _save(appointment: Appointment) -> None:
    try:
        appointment.full_clean()
    except ValidationError as error:
        raise ProposalRefused(f"现在不能这样登记：{sentences(error)}") from error
    appointment.save()


def _holders(appointment: Appointment) -> list[int]:
    """Appointments to the same office whose days are shared: who decides has read of these."""
    days = overlapping(appointment.starts_on, appointment.ends_on or FAR)
    rows = Appointment.objects.filter(days, unit=appointment.unit, office=appointment.office)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _period(starts_on: date, ends_on: date | None) -> dict[str, str | None]:
    return {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat() if ends_on else None}


def _dates(values: dict[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(values[name]) if values[name] else None for name in ("starts_on", "ends_on")}


def _days(starts_on: date, ends_on: date | None) -> str:
    return f"{starts_on:%Y-%m-%d} 起" + (f"，{ends_on:%Y-%m-%d} 止" if ends_on else "")


def _office(appointment: Appointment) -> str:
    return f"{appointment.unit.short_name}{Office(appointment.office).label}"


def _is_of_first_two(proposal: AccountProposal) -> bool:
    """To the centre, while no third account could confirm it. Accounts are never deleted."""
    of_centre = Unit.objects.filter(pk=proposal.values["unit"], code=settings.CENTRE_UNIT_CODE).exists()
    return of_centre and User.objects.count() <= 2


def register() -> None:
    register_kind(ProposalKind(APPOINT, "任职", _appoint, _is_of_first_two))
    register_kind(ProposalKind(PERIOD, "变更任期", _change_period))
