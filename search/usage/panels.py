"""What the dashboard shows of searches: to a unit's information officer and the centre, queries that find nothing."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.admin.ui.components import Component

from opencat.permissions import acts_for_centre
from search.enums import QueryState
from search.models import UnansweredQuery
from sites.organisation.capacity import units_of
from sites.organisation.enums import Office

LIMIT = 8


def dashboard_panels(user: AbstractBaseUser) -> list[Component]:
    if acts_for_centre(user):
        return [UnansweredPanel(None)]
    units = units_of(user, [Office.INFORMATION_OFFICER])
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
