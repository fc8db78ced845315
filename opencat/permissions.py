"""Who sees what of the catalogue in the admin: the centre all units, a unit's writers and leaders their own."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.permissions import register_permission_policy

from hub.permissions import OnlyPolicy
from opencat.models import CatalogueEntry, Category
from sites.organisation import capacity
from sites.organisation.enums import CENTRE_OFFICES, LEADING_OFFICES, WRITING_OFFICES
from sites.organisation.models.unit import Unit
from sites.pages.scope import sees_everything

# Who writes for a unit, and who answers for it (Arts. 8, 26).
UNIT_OFFICES = WRITING_OFFICES | LEADING_OFFICES


def register() -> None:
    register_permission_policy(CatalogueEntry, OnlyPolicy(CatalogueEntry, {"view"}))
    register_permission_policy(Category, OnlyPolicy(Category, {"view", "add", "change"}))


def is_centre(user: AbstractBaseUser) -> bool:
    """Whether all units are the user's to see: the centre, and administrators."""
    return sees_everything(user)


def units_of(user: AbstractBaseUser) -> set[int] | None:
    """Keys of the units for which the user writes or answers today; None is all of them."""
    if is_centre(user):
        return None
    return capacity.units_of(user, UNIT_OFFICES)


def own_units(request: HttpRequest) -> set[int] | None:
    """Keys of the units that the person may see, None for all.

    Raises:
        PermissionDenied: none at all.
    """
    units = units_of(request.user)
    if units is not None and not units:
        raise PermissionDenied
    return units


def may_see(user: AbstractBaseUser, unit: Unit) -> bool:
    units = units_of(user)
    return units is None or unit.pk in units


def may_write_for(user: AbstractBaseUser, unit: Unit) -> bool:
    """Whether the user writes for the unit today. The portal's writers are the centre's (Art. 27)."""
    return capacity.capacity_in(user, WRITING_OFFICES, unit) is not None or acts_for_centre(user)


def acts_for_centre(user: AbstractBaseUser) -> bool:
    """Whether the user holds an office of the centre today, or acts for its holder; administrators do not by that."""
    return any(held.office in CENTRE_OFFICES for held in capacity.offices_held(user))
