"""Figures of section 四 of the annual report, by the keys of its cells."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

from hub import caching
from inquiry.disclosure import report
from inquiry.disclosure.remedy_rules import TOTAL, Contest, contested
from inquiry.enums import RemedyKind, RemedyResult
from inquiry.models.remedy import Remedy
from sites.organisation import measures
from sites.organisation.measures import Measure
from sites.organisation.models.unit import Unit


def register_measures() -> None:
    for kind, name in RemedyKind.choices:
        for result, label in (*RemedyResult.choices, (TOTAL, "总计")):
            measures.register(Measure(f"{kind}.{result}", f"{name}·{label}（件）", partial(_count, kind, result)))


def _count(kind: str, result: str, unit: Unit, first: date, last: date) -> int | None:
    """None of a unit that never had a request here: an editor types what there was elsewhere."""
    if report.figures(unit, first, last) is None:
        return None
    return figures(unit, first, last)[kind, result]


def figures(unit: Unit, first: date, last: date) -> Counter[tuple[str, str]]:
    """All cells at once, as `report.figures`."""
    key = f"remedy-report:{unit.pk}:{first}:{last}"
    return caching.get_or_set(
        key, lambda: _figures(unit, first, last), 60 * report.MINUTES, tags=(report.tag_of(unit.pk),)
    )


def _figures(unit: Unit, first: date, last: date) -> Counter[tuple[str, str]]:
    rows = Remedy.objects.filter(case__unit=unit).order_by()
    return contested((Contest(*row) for row in rows.values_list("kind", "began_on", "ended_on", "result")), first, last)
