"""In whose name the demonstration acts on cases."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from sites.casework.enums import Side
from sites.casework.models.case import Case
from sites.casework.rights import Seat, officers_of, seat_of
from sites.organisation.capacity import people_of_centre
from sites.organisation.enums import CENTRE_OFFICES
from sites.organisation.models.unit import Unit


def centre_person() -> AbstractBaseUser:
    return people_of_centre(CENTRE_OFFICES).first()


def desk(case: Case, unit: Unit | None = None) -> Seat | None:
    officer = officers_of(unit or case.unit, case.kind_of_case.office).first()
    return seat_of(officer, case, [Side.DESK])


def centre(case: Case) -> Seat | None:
    return seat_of(centre_person(), case, [Side.CENTRE])


def leader(case: Case) -> Seat | None:
    """Who decides on longer terms of such a case."""
    office: Any = case.kind_of_case.extended_by[0]
    return seat_of(officers_of(case.unit, office).first(), case, [Side.LEADER])
