"""Who may see and do what with a case. One place: lists and single cases ask the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from sites.approval.ledger import Actor
from sites.casework.enums import Side
from sites.casework.exclusions import is_excluded, without_excluded
from sites.casework.kinds import CaseKind, registered_kinds
from sites.casework.models.assignment import Assignment
from sites.casework.models.case import Case
from sites.organisation.capacity import (
    Held,
    capacity_at_centre,
    capacity_in,
    offices_at_centre,
    offices_held,
    people_of,
    units_of,
)
from sites.organisation.enums import CASE_OFFICES, CENTRE_OFFICES, DESK_OFFICES, LEADING_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit


@dataclass(frozen=True)
class Seat:
    """In which part somebody acts on a case: side, and the appointment by which."""

    side: Side
    actor: Actor


APPLICANT = Seat(Side.APPLICANT, Actor())
SYSTEM = Seat(Side.SYSTEM, Actor())


def cases_seen_by(user: AbstractBaseUser) -> QuerySet[Case]:
    """What the user's offices of today let see: the own units' cases of the own kinds, at the centre all of them; never
    one that is about the user, or about a unit in which the user holds an office."""
    return without_excluded(Case.objects.filter(_seen_by(user)), user)


def _seen_by(user: AbstractBaseUser) -> Q:
    if not user.is_active:
        return Q(pk__in=[])
    held = offices_held(user)
    if any(each.office in CENTRE_OFFICES and each.unit_code == settings.CENTRE_UNIT_CODE for each in held):
        return Q()
    seen = Q(pk__in=[])
    leading = {each.unit for each in held if each.office in LEADING_OFFICES}
    if leading:
        seen |= _of_units(leading)
    handled = kinds_by_units(held, lambda kind: {kind.office, *kind.extended_by} - LEADING_OFFICES)
    for units, kinds in handled.items():
        seen |= Q(kind__in=kinds) & _of_units(units)
    return seen


def kinds_by_units(
    held: Iterable[Held], offices_of: Callable[[CaseKind], Iterable[Office]]
) -> dict[frozenset[int], list[str]]:
    """Codes of kinds by the units in which somebody holds one of the offices that a kind names: a few conditions."""
    found: dict[frozenset[int], list[str]] = {}
    for kind in registered_kinds():
        offices = set(offices_of(kind))
        if units := frozenset(each.unit for each in held if each.office in offices):
            found.setdefault(units, []).append(kind.code)
    return found


def _of_units(units: Iterable[int]) -> Q:
    return Q(unit__in=units) | Q(pk__in=Assignment.objects.standing().filter(unit__in=units).values("case"))


def may_see(user: AbstractBaseUser, case: Case) -> bool:
    return cases_seen_by(user).filter(pk=case.pk).exists()


def units_of_case(case: Case) -> set[int]:
    """The unit that answers for it, and those to which it is assigned now."""
    return {case.unit_id, *case.assignments.standing().values_list("unit", flat=True)}


def seat_of(user: AbstractBaseUser, case: Case, sides: Iterable[Side]) -> Seat | None:
    """The part in which the user may act on this case today, of those asked for; None if in none.

    An office of the unit itself before one of the centre.
    """
    wanted = set(sides)
    if not user.is_active or is_excluded(user, case):
        return None
    kind = case.kind_of_case
    units = Unit.objects.filter(pk__in=units_of_case(case))
    for side, offices in (
        (Side.DESK, [kind.office]),
        (Side.LEADER, list(kind.extended_by)),
    ):
        if side not in wanted:
            continue
        for unit in units:
            if (appointment := capacity_in(user, offices, unit)) is not None:
                return Seat(side, Actor(user, appointment))
    return _seat_at_centre(user, wanted)


def _seat_at_centre(user: AbstractBaseUser, wanted: Iterable[Side] = (Side.CENTRE, Side.OPERATOR)) -> Seat | None:
    for side, offices in ((Side.CENTRE, CENTRE_OFFICES), (Side.OPERATOR, [Office.TELEPHONE_OPERATOR])):
        if side in wanted and (appointment := capacity_at_centre(user, offices)) is not None:
            return Seat(side, Actor(user, appointment))
    return None


def seats_of(user: AbstractBaseUser, case: Case) -> dict[Side, Seat]:
    """The parts of those who work here that the user has in this case today, the own desk first."""
    found = ((side, seat_of(user, case, [side])) for side in (Side.DESK, Side.LEADER, Side.CENTRE))
    return {side: seat for side, seat in found if seat is not None}


def has_desk(user: AbstractBaseUser) -> bool:
    """Whether cases are any matter of the user's today: to handle, to decide on, to lead, or to enter."""
    if not user.is_active:
        return False
    of_units = LEADING_OFFICES | CASE_OFFICES | {Office.DISCLOSURE_HEAD}
    return any(
        each.office in of_units
        or (each.unit_code == settings.CENTRE_UNIT_CODE and each.office in CENTRE_OFFICES | DESK_OFFICES)
        for each in offices_held(user)
    )


def works_at_centre(user: AbstractBaseUser) -> bool:
    """As one of those who see and assign all cases."""
    return user.is_active and bool(offices_at_centre(user) & CENTRE_OFFICES)


def is_operator(user: AbstractBaseUser) -> bool:
    return user.is_active and Office.TELEPHONE_OPERATOR in offices_at_centre(user)


def may_enter(user: AbstractBaseUser) -> bool:
    """Cases for people who call, come or write by post."""
    return works_at_centre(user) or is_operator(user) or bool(units_of(user, CASE_OFFICES))


def may_edit_templates(user: AbstractBaseUser) -> bool:
    return works_at_centre(user) or bool(units_of(user, CASE_OFFICES))


def handles_personal_data(user: AbstractBaseUser) -> bool:
    """Whether the user may be shown today who wrote, in any case."""
    offices = {office for kind in registered_kinds() for office in (kind.office, *kind.extended_by)}
    return bool(offices & {each.office for each in offices_held(user)}) or works_at_centre(user)


def reads_looks(user: AbstractBaseUser) -> bool:
    """Who looked at personal data: the head of the centre, and its security officer."""
    held = {Office.CENTRE_HEAD, Office.SECURITY_OFFICER}
    return user.is_active and bool(offices_at_centre(user) & held)


def entry_seat(user: AbstractBaseUser, kind: CaseKind, unit: Unit) -> Seat | None:
    """The part in which the user may enter a case for somebody: at the unit's own desk, or for all at the centre."""
    if not user.is_active:
        return None
    if (appointment := capacity_in(user, [kind.office], unit)) is not None:
        return Seat(Side.DESK, Actor(user, appointment))
    return _seat_at_centre(user)


def officers_of(unit: Unit | int, office: Office) -> QuerySet[AbstractBaseUser]:
    """Who handles cases of that office in a unit today."""
    return people_of(Appointment.objects.current().of_offices([office]).filter(unit=unit))


def has_officers(unit: Unit | int, office: Office) -> bool:
    return officers_of(unit, office).exists()


def may_supervise(supervising: Unit, complained: Iterable[Unit]) -> bool:
    """Whether a unit may deal with a complaint about others: it is none of them, and stands below none of them."""
    above = {supervising.pk}
    unit = supervising.parent
    while unit is not None and unit.pk not in above:
        above.add(unit.pk)
        unit = unit.parent
    return not above & {each.pk for each in complained}
