"""Leaders' profiles as the public sees them side by side: in the order of the offices that the people hold today."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from sites.organisation.models.appointment import Appointment
from sites.pages.models.leader_page import LeaderPage


def by_office(profiles: QuerySet[LeaderPage], *before: Any) -> QuerySet[LeaderPage]:
    """Principal leaders first, then by how long they hold the office; last whoever holds none.

    `before`: what comes before it in the order.
    """
    name = Concat("person__last_name", Value(""), "person__first_name")
    held = Appointment.objects.current().leading().filter(unit=OuterRef("unit"))
    held = held.annotate(name=name).filter(name=OuterRef("title"))
    order = {f"office_{field}": Subquery(held.values(field)[:1]) for field in ("rank", "starts_on", "pk")}
    last = [F(each).asc(nulls_last=True) for each in order]
    return profiles.annotate(**order).order_by(*before, *last, "first_published_at", "pk")
