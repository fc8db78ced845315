"""What people looked for in a period, from the counts; nothing is stored of a report."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from search.enums import Scope
from search.models import IndexedDocument, QueryClick, QueryCount
from search.usage.periods import Period, summed
from sites.pages.records.chart import Chart, Series, draw

TOP = 50
TOP_OPENED = 30
MOST_EXPORTED = 50_000
_SUMS = {name: Sum(name, default=0) for name in ("searches", "without_result", "clicks")}


@dataclass(frozen=True)
class Figures:
    """Searches, those of them without a result, those after which a result was opened."""

    name: str
    searches: int
    without_result: int
    clicks: int
    key: Any = None

    @property
    def click_rate(self) -> str:
        """Of the searches that found something."""
        return share(self.clicks, self.searches - self.without_result)

    @property
    def without_rate(self) -> str:
        return share(self.without_result, self.searches)


def share(part: int, whole: int) -> str:
    """As a percentage; a search of yesterday may be clicked today, so that a day can pass the whole."""
    return f"{min(part / whole, 1):.1%}" if whole > 0 else "—"


@dataclass(frozen=True)
class Usage:
    """The counts of a period on the sites of `units`, None for all."""

    period: Period
    units: Collection[int] | None

    @property
    def rows(self) -> QuerySet[QueryCount]:
        rows = QueryCount.objects.filter(day__gte=self.period.first, day__lte=self.period.last)
        return rows if self.units is None else rows.filter(unit__in=self.units)

    def total(self) -> Figures:
        return Figures("合计", **self.rows.aggregate(**_SUMS))

    def _by(self, field: str, *order: str) -> QuerySet[QueryCount, Any]:
        return self.rows.values(field).annotate(**_SUMS).order_by(*order, field)

    def top_queries(self) -> list[Figures]:
        return [_figures("query", row) for row in self._by("query", "-searches")[:TOP]]

    def without_result(self) -> list[Figures]:
        found = self._by("query", "-without_result", "-searches").filter(without_result__gt=0)
        return [_figures("query", row) for row in found[:TOP]]

    def different_queries(self) -> int:
        return self.rows.aggregate(number=Count("query", distinct=True))["number"]

    def by_site(self) -> list[Figures]:
        rows = self.rows.values("unit", "unit__short_name").annotate(**_SUMS).order_by("-searches", "unit")
        return [_figures("unit__short_name", row, row["unit"]) for row in rows]

    def by_scope(self) -> list[Figures]:
        return [_figures("scope", {**row, "scope": Scope(row["scope"]).label}) for row in self._by("scope")]

    def trend(self) -> list[Figures]:
        by_day = {row["day"]: tuple(row[name] for name in _SUMS) for row in self._by("day")}
        return [Figures(name, *figures) for name, figures in summed(self.period, by_day)]

    def opened(self) -> list[QueryClick]:
        """What is public of these units and was opened after a query, of all time; each with its `title`."""
        documents = IndexedDocument.objects.filter(
            content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
        )
        if self.units is not None:
            documents = documents.filter(unit__in=self.units)
        clicks = QueryClick.objects.annotate(title=Subquery(documents.values("title"))).filter(title__isnull=False)
        return list(clicks.order_by("-clicks", "pk")[:TOP_OPENED])

    def exported(self) -> list[list[str]]:
        """One row for each query, site and scope, the most frequent first."""
        names = ("query", "unit__short_name", "scope")
        rows = self.rows.values(*names).annotate(**_SUMS).order_by("-searches", *names)[:MOST_EXPORTED]
        return [
            [
                row["query"], row["unit__short_name"], Scope(row["scope"]).label,
                str(each.searches), str(each.without_result), str(each.clicks), each.click_rate,
            ]
            for row in rows
            for each in [_figures("query", row)]
        ]  # fmt: skip


def _figures(name: str, row: dict[str, Any], key: Any = None) -> Figures:
    return Figures(str(row[name]), row["searches"], row["without_result"], row["clicks"], key)


def drawn(trend: list[Figures]) -> Chart:
    """Searches and those without a result, as lines."""
    series = [
        Series("搜索", [Decimal(each.searches) for each in trend]),
        Series("无结果", [Decimal(each.without_result) for each in trend]),
    ]
    return draw("line", [each.name for each in trend], series, "次")
