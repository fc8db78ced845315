"""The figures that the system knows: queries over what happened in a year. Nobody types them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum, TextField
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from opencat.annual_report import national_form as form
from opencat.annual_report.layouts import Layout
from opencat.annual_report.reports import figures_in, report_of, written_on
from opencat.models import CatalogueEntry
from sites.organisation.measures import measure_named
from sites.organisation.models.unit import Unit
from sites.pages.enums import DisclosureKind, Validity
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.reading_count import ReadingCount
from sites.pages.translation.locales import source_locale_id

# 规范性文件 of Arts. 14(2) and 15(4).
NORMATIVE = ("140201", "150402")


@dataclass(frozen=True)
class KnownTable:
    """A table and those of its figures that come from the records, by their keys."""

    layout: Layout
    figures: dict[str, str]


def known_tables(unit: Unit, year: int) -> list[KnownTable]:
    """All tables of the report in their order; a table with nothing known has no figures."""
    entries = disclosed_in(unit, year)
    tables = [
        KnownTable(form.SUMMARY, _summary(unit, entries)),
        _by_category(entries),
        KnownTable(form.DISCLOSED, _documents(unit, year)),
        KnownTable(form.REQUESTS, _carried_in(unit, year)),
        KnownTable(form.REVIEWED, {}),
    ]
    return [KnownTable(each.layout, each.figures | _measured(each.layout, unit, year)) for each in tables]


def disclosed_in(unit: Unit, year: int) -> Any:
    """What the unit first disclosed in the year and the public can still read."""
    entries = CatalogueEntry.objects.public().filter(unit=unit, published_on__year=year)
    return entries.filter(disclosure_kind=DisclosureKind.PROACTIVE)


def _counts() -> dict[str, Count]:
    return {
        "published": Count("pk"),
        "in_time": Count("pk", filter=Q(published_on__lte=F("due_on"))),
        "late": Count("pk", filter=Q(published_on__gt=F("due_on"))),
        "without_term": Count("pk", filter=Q(due_on=None)),
    }


def _summary(unit: Unit, entries: Any) -> dict[str, str]:
    """Three queries."""
    parent = Substr("page__path", 1, Length("page__path") - Page.steplen, output_field=TextField())
    counts = entries.aggregate(**_counts(), columns_used=Count(parent, distinct=True))
    counts["columns"] = ColumnPage.objects.live().filter(unit=unit, locale=source_locale_id()).count()
    readings = ReadingCount.objects.filter(page__in=entries.values("page"))
    counts["readings"] = readings.aggregate(all=Sum("readings"))["all"] or 0
    return {f"summary.{name}": str(count) for name, count in counts.items()}


def _by_category(entries: Any) -> KnownTable:
    """One query."""
    rows = list(
        entries.filter(category__isnull=False)
        .values("category__code", "category__name")
        .annotate(**_counts())
        .order_by("category__code")
    )
    figures = {f"category.{row['category__code']}.{key}": str(row[key]) for row in rows for key in form.COUNTS}
    for key in form.COUNTS:
        figures[f"category.{form.TOTAL}.{key}"] = str(sum(row[key] for row in rows))
    return KnownTable(form.by_category((row["category__code"], row["category__name"]) for row in rows), figures)


def _documents(unit: Unit, year: int) -> dict[str, str]:
    """Documents written in the year, those whose last day lies in it, and those that hold at its end.

    Counted so that what holds at the end of one year, plus what is issued in the next and less what ceases in it, is
    what holds at its end, as long as what no longer holds has its date. No rules (规章): a county-level government
    makes none (Legislation Law, Art. 93).
    """
    is_normative = Q()
    for code in NORMATIVE:
        is_normative |= Q(category__code=code)
    last = written_on(year)
    undated = Q(ceases_on=None) & ~Q(validity__in=[Validity.EXPIRED, Validity.ABOLISHED])
    written = CatalogueEntry.objects.public().filter(is_normative, unit=unit, written_on__lte=last)
    counts = written.aggregate(
        issued=Count("pk", filter=Q(written_on__year=year)),
        ceased=Count("pk", filter=Q(ceases_on__year=year)),
        in_force=Count("pk", filter=undated | Q(ceases_on__gt=last)),
    )
    figures = {f"normative.{name}": str(count) for name, count in counts.items()}
    return figures | dict.fromkeys(("rules.issued", "rules.ceased", "rules.in_force"), "0")


def _measured(layout: Layout, unit: Unit, year: int) -> dict[str, str]:
    """Of each registered measure that a cell of the table is named after, what it says of the year."""
    measures = [measure for key in layout.names if (measure := measure_named(key))]
    counts = {each.name: each.count(unit, date(year, 1, 1), written_on(year)) for each in measures}
    return {name: str(count) for name, count in counts.items() if count is not None}


def _carried_in(unit: Unit, year: int) -> dict[str, str]:
    """What last year's report, once it is public, passed on to this year."""
    before = report_of(unit, year - 1)
    if before is None or not before.live:
        return {}
    passed_on = figures_in(before, form.REQUESTS)
    keys = {each: form.request_key(form.CARRIED_OUT, each) for each in form.ALL_APPLICANTS}
    return {form.request_key(form.CARRIED_IN, each): passed_on[key] for each, key in keys.items() if passed_on.get(key)}
