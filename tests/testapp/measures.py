"""A figure of the app that a cell of the annual report is named after, as if trees were requests for disclosure."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from sites.organisation.measures import Measure
from sites.organisation.models.unit import Unit
from tests.testapp.models.tree import Tree


def surveyed(unit: Unit, first_day: date, last_day: date) -> int | None:
    """Trees surveyed in the period; None of a unit that looks after none."""
    within = Q(surveyed_on__range=(first_day, last_day))
    counts = Tree.objects.filter(unit=unit).aggregate(all=Count("pk"), surveyed=Count("pk", filter=within))
    return counts["surveyed"] if counts["all"] else None


SURVEYED = Measure("penalties", "普查古树名木（株）", surveyed)
