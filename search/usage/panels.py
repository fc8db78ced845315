"""What the dashboard shows of searches: to a unit's information officer and the centre, queries that find nothing."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.admin.ui.components import Component

from opencat.permissions import acts_for_centre
from search.enums import QueryState
from search.models import UnansweredQuery
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment

LIMIT = 8


def dashboard_panels(user: AbstractBaseUser) -> list[Component]:
    if acts_for_centre(user):
        return [UnansweredPanel(None)]
    officers = Appointment.objects.acted_by(user).of_offices([Office.INFORMATION_OFFICER])
    units = set(officers.values_list("unit", flat=True))
    return [UnansweredPanel(units)] if units else []


class UnansweredPanel(Component):
    """The most frequent of the open ones. `units` None: of the whole group."""

    name = "unanswered"
    template_name = "search/usage_panel.html"
    order = 50

    def __init__(self, units: set[int] | None) -> None:
        self.units = units

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        rows = UnansweredQuery.objects.filter(state=QueryState.OPEN).select_related("unit")
        if self.units is not None:
            rows = rows.filter(unit__in=self.units)
        queries = list(rows.order_by("-searches", "-last_at")[:LIMIT])
        total = rows.count() if len(queries) == LIMIT else len(queries)
        return {"queries": queries, "total": total, "is_centre": self.units is None}
