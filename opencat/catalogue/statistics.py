"""Items by column and category (Art. 12): this month, this year, in total. Cached; a changed page forgets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, Substr
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.signals import post_page_move

from hub import caching
from opencat.catalogue.selection import public_entries
from opencat.models import Category
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.column_listing import items
from sites.pages.models.column_page import ColumnPage
from sites.pages.statistics import COUNTED, start_of
from sites.pages.translation.locales import source_locale_id

SECONDS = 300


@dataclass(frozen=True)
class Line:
    """`share`: of the largest line of its level, per cent."""

    title: str
    url: str
    this_month: int
    this_year: int
    total: int
    share: int = 0
    parts: list[Line] = field(default_factory=list)


def by_column(unit_site: UnitSite) -> list[Line]:
    """The columns of a site, two levels, in the editors' order. No query when cached; two without."""
    return _cached("columns", unit_site.unit_id, lambda: _by_column(unit_site))


def by_category(unit: Unit | None, categories: dict[int, Category]) -> list[Line]:
    """The categories that have documents; of the whole group without a unit. No query when cached; two without."""
    return _cached("categories", unit.pk if unit else None, lambda: _by_category(unit, categories))


def _cached(name: str, unit_id: int | None, count: Callable[[], list[Line]]) -> list[Line]:
    tag = _tag(unit_id)
    return caching.get_or_set(f"{tag}:{name}:{timezone.localdate():%Y%m}", count, SECONDS, tags=(tag,))


def _by_column(unit_site: UnitSite) -> list[Line]:
    home = unit_site.home
    step = home.steplen
    columns = ColumnPage.objects.descendant_of(home).live().public()
    columns = columns.filter(unit=unit_site.unit_id, locale=source_locale_id(), depth__lte=home.depth + 2)
    at = Coalesce("articlepage__published_at", "first_published_at")
    rows = items(home).public().annotate(branch=Substr("path", 1, len(home.path) + 2 * step), at=at)
    figures = {row["branch"]: row for row in _counted(rows.values("branch"), "at")}
    found = list(columns.order_by("path"))

    def line(column: ColumnPage, parts: list[Line]) -> Line:
        inside = [row for branch, row in figures.items() if branch.startswith(column.path)]
        return Line(column.title, column.full_url or "", *_sums(inside), parts=parts)

    lines = []
    for top in (column for column in found if column.depth == home.depth + 1):
        parts = [line(each, []) for each in found if each.depth > top.depth and each.path.startswith(top.path)]
        lines.append(line(top, _with_shares(parts)))
    return _with_shares(lines)


def _by_category(unit: Unit | None, categories: dict[int, Category]) -> list[Line]:
    entries = public_entries()
    if unit is not None:
        entries = entries.filter(unit=unit)
    figures = {row["category"]: row for row in _counted(entries.values("category"), "published_at")}

    def line(category: Category, parts: list[Line]) -> Line:
        inside = [row for key, row in figures.items() if key and categories[key].code.startswith(category.code)]
        return Line(category.name, category.code, *_sums(inside), parts=parts)

    def lines_of(parent: Category | None) -> list[Line]:
        level = [each for each in categories.values() if each.parent_id == (parent.pk if parent else None)]
        lines = [line(each, lines_of(each) if parent is None else []) for each in level]
        return _with_shares([each for each in lines if each.total])

    return lines_of(None)


def _counted(rows: Any, at: str) -> Iterable[dict[str, Any]]:
    today = timezone.localdate()
    year, month = start_of(date(today.year, 1, 1)), start_of(today.replace(day=1))
    return rows.order_by().annotate(
        this_month=Count("pk", filter=Q(**{f"{at}__gte": month})),
        this_year=Count("pk", filter=Q(**{f"{at}__gte": year})),
        total=Count(F("pk")),
    )


def _sums(rows: list[dict[str, Any]]) -> tuple[int, int, int]:
    this_month, this_year, total = (sum(row[name] for row in rows) for name in ("this_month", "this_year", "total"))
    return this_month, this_year, total


def _with_shares(lines: list[Line]) -> list[Line]:
    largest = max((line.total for line in lines), default=0) or 1
    return [
        Line(
            line.title,
            line.url,
            line.this_month,
            line.this_year,
            line.total,
            # What is there shows, however little it is.
            max(round(100 * line.total / largest), 1 if line.total else 0),
            line.parts,
        )
        for line in lines
    ]


def _tag(unit_id: int | None) -> str:
    return f"catalogue_statistics:{unit_id or 'group'}"


def forget(instance: Any, **signal: Any) -> None:
    """Something that is counted was stored, moved or deleted."""
    page = instance.specific_deferred if hasattr(instance, "specific_deferred") else instance
    if isinstance(page, COUNTED):
        caching.invalidate_on_commit(_tag(page.unit_id), _tag(None))


def forget_units(units: Iterable[int]) -> None:
    """Entries of these units were stored that no page tells of."""
    caching.invalidate_on_commit(*map(_tag, sorted(units)), _tag(None))


def connect() -> None:
    for model in COUNTED:
        for signal in (post_save, post_delete):
            signal.connect(forget, sender=model, dispatch_uid=f"forget_catalogue_statistics_{model.__name__}")
    post_page_move.connect(forget, dispatch_uid="forget_catalogue_statistics_move")
