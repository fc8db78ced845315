"""Who settles queries that find nothing. Who sees what people look for says `opencat.permissions.own_units`."""

from __future__ import annotations

from hub.models import User
from opencat.permissions import acts_for_centre
from search.models import UnansweredQuery
from sites.organisation.capacity import capacity_in
from sites.organisation.enums import Office


def may_handle(user: User, query: UnansweredQuery) -> bool:
    """The information officer of the unit that should answer, or the centre."""
    if acts_for_centre(user):
        return True
    return query.unit is not None and capacity_in(user, [Office.INFORMATION_OFFICER], query.unit) is not None
