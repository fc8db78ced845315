"""Who sees what people look for: the centre everything, a unit's writers and leaders what concerns the unit."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from hub.models import User
from opencat.permissions import acts_for_centre, units_of
from search.models import UnansweredQuery
from sites.approval.approvers import capacity_in
from sites.enums import Office


def own_units(request: HttpRequest) -> set[int] | None:
    """Keys of the units whose figures the person may see, None for all.

    Raises:
        PermissionDenied: none at all.
    """
    units = units_of(request.user)
    if units is not None and not units:
        raise PermissionDenied
    return units


def may_handle(user: User, query: UnansweredQuery) -> bool:
    """The information officer of the unit that should answer, or the centre."""
    if acts_for_centre(user):
        return True
    return query.unit is not None and capacity_in(user, [Office.INFORMATION_OFFICER], query.unit) is not None
