"""What the dashboard says of letters: what waits, and units without anybody who answers them (Art. 23)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F
from django.utils import timezone
from wagtail.admin.ui.components import Component

from hub.calendar import Terms
from sites.casework.desk.clock_words import clock_words
from sites.casework.desk.queue import number_waiting, waiting_for
from sites.casework.rights import has_desk, works_at_centre
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit

LIMIT = 8


def dashboard_panels(user: AbstractBaseUser) -> list[Component]:
    return [DeskPanel(user)] if has_desk(user) else []


def units_without_officer() -> list[Unit]:
    """Units with a site and nobody for letters: what is written to them waits with the centre."""
    held = Appointment.objects.current().of_offices([Office.CASE_OFFICER]).values("unit")
    return list(Unit.objects.filter(unit_site__isnull=False).exclude(pk__in=held))


class DeskPanel(Component):
    name = "desk"
    template_name = "desk/panel.html"
    order = 15

    def __init__(self, user: AbstractBaseUser) -> None:
        self.user = user

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        today, calendar = timezone.localdate(), Terms.load().exceptions
        waiting = waiting_for(self.user)
        first = waiting.select_related("unit").defer("text").order_by(F("due_on").asc(nulls_last=True), "pk")[:LIMIT]
        return {
            "cases": [(case, clock_words(case, today, calendar)) for case in first],
            "total": number_waiting(parent_context["request"]),
            "vacant": units_without_officer() if works_at_centre(self.user) else [],
        }
