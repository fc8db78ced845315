"""In whose name the demonstration acts on cases."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from sites.approval.ledger import Actor
from sites.casework.enums import Side
from sites.casework.models.case import Case
from sites.casework.rights import Seat, officers_of, seat_of
from sites.organisation.capacity import capacity_at_centre, capacity_in, people_of_centre
from sites.organisation.enums import CENTRE_OFFICES, Office
from sites.organisation.models.unit import Unit


def centre_person() -> AbstractBaseUser:
    return people_of_centre(CENTRE_OFFICES).first()


def desk(case: Case) -> Seat | None:
    officer = officers_of(case.unit, case.kind_of_case.office).first()
    return seat_of(officer, case, [Side.DESK])


def centre(case: Case) -> Seat | None:
    return seat_of(centre_person(), case, [Side.CENTRE])


class Seats:
    """Of the months before, in which nobody's office changed: each is looked up once."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Seat] = {}

    def desk(self, case: Case, unit: Unit | None = None) -> Seat:
        return self._held(Side.DESK, unit or case.unit, case.kind_of_case.office)

    def leader(self, case: Case) -> Seat:
        """Who decides on longer terms of such a case."""
        return self._held(Side.LEADER, case.unit, case.kind_of_case.extended_by[0])

    def centre(self) -> Seat:
        person = centre_person()
        key = (Side.CENTRE, person.pk)
        if key not in self._found:
            self._found[key] = Seat(Side.CENTRE, Actor(person, capacity_at_centre(person, CENTRE_OFFICES)))
        return self._found[key]

    def _held(self, side: Side, unit: Unit, office: Office) -> Seat:
        key = (side, unit.pk, office)
        if key not in self._found:
            person = officers_of(unit, office).first()
            self._found[key] = Seat(side, Actor(person, capacity_in(person, [office], unit)))
        return self._found[key]
