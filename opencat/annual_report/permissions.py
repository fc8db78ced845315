from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from opencat.permissions import is_centre
from sites.organisation.capacity import units_of
from sites.organisation.enums import WRITING_OFFICES


def units_written_for(user: AbstractBaseUser) -> set[int] | None:
    """Keys of the units for which the user writes today; None is all of them, for the centre. Leaders approve only."""
    if is_centre(user):
        return None
    return units_of(user, WRITING_OFFICES)


def may_enter(user: AbstractBaseUser) -> bool:
    """Who writes for some unit, and the centre."""
    units = units_written_for(user)
    return units is None or bool(units)
