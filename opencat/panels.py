"""What the dashboard and the inbox show of the catalogue: drafts near or over their date; to the centre, coverage."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from wagtail.admin.ui.components import Component

from opencat.coverage.interpretations import without_interpretation
from opencat.coverage.matrix import load_matrix
from opencat.coverage.picture import shares_of
from opencat.edit_links import find_edit_urls
from opencat.enums import ExemptionStatus
from opencat.models import CatalogueEntry, CoverageExemption
from opencat.organisation import disagreeing_profiles
from opencat.permissions import UNIT_OFFICES, acts_for_centre
from sites.organisation.capacity import units_of
from sites.organisation.enums import LEADING_OFFICES

LIMIT = 8


def dashboard_panels(user: AbstractBaseUser) -> list[Component]:
    if acts_for_centre(user):
        return [DeadlinePanel(None), CoveragePanel()]
    units = units_of(user, UNIT_OFFICES)
    return [DeadlinePanel(units)] if units else []


def inbox_panels(user: AbstractBaseUser) -> list[Component]:
    """For leaders, whose first page is the inbox."""
    units = units_of(user, LEADING_OFFICES)
    return [DeadlinePanel(units)] if units else []


class DeadlinePanel(Component):
    """Drafts near or over the day by which they are to be public (Art. 13). `units` None: of the whole group."""

    name = "deadlines"
    template_name = "coverage/panel_deadlines.html"
    order = 15

    def __init__(self, units: set[int] | None) -> None:
        self.units = units

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        today = timezone.localdate()
        near = CatalogueEntry.objects.near(today)
        if self.units is not None:
            near = near.filter(unit__in=self.units)
        entries = list(near.select_related("unit")[:LIMIT])
        find_edit_urls(entries, parent_context["request"].user)
        return {
            "entries": [
                {
                    "entry": entry,
                    "days": (entry.due_on - today).days,
                    "late_by": (today - entry.due_on).days,
                }
                for entry in entries
            ],
            "total": near.count() if len(entries) == LIMIT else len(entries),
        }


class CoveragePanel(Component):
    """For the centre: what is there of the whole catalogue, what waits for its decision, profiles that went stale."""

    name = "coverage"
    template_name = "coverage/panel_coverage.html"
    order = 40

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        totals = load_matrix().totals()
        return {
            "shares": shares_of(totals),
            "total": sum(totals.values()),
            "waiting": CoverageExemption.objects.filter(status=ExemptionStatus.WAITING).count(),
            "uninterpreted": without_interpretation().count(),
            "disagreeing": disagreeing_profiles(),
        }
