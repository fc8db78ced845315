"""Which reports and guides there are: what the page 公开年报和指南 shows, a row for each unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone
from wagtail.models import WorkflowState, get_default_page_content_type

from hub.calendar import Terms
from hub.models import LegalTerm
from opencat.annual_report.reports import COLUMN, report_key, written_on
from opencat.guide import COLUMN as GUIDE_COLUMN
from opencat.guide import guide_key
from opencat.models import Category
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.translation.locales import source_locale_id


class PageState(models.TextChoices):
    """Where a generated page stands."""

    NONE = "none", "未编制"
    DRAFT = "draft", "草稿"
    APPROVING = "approving", "审批中"
    PUBLIC = "public", "已公开"
    CHANGING = "changing", "已公开，有未公开的修改"


@dataclass(frozen=True)
class Generated:
    """A report or a guide, or the place for one that is not there. `possible`: its column is there."""

    page: ArticlePage | None
    state: PageState
    possible: bool

    @property
    def is_renewable(self) -> bool:
        return self.state in (PageState.DRAFT, PageState.PUBLIC, PageState.CHANGING)


@dataclass(frozen=True)
class UnitRow:
    unit: Unit
    report: Generated
    guide: Generated
    due_on: date | None
    due_explanation: str
    is_late: bool


def rows_for(units: Iterable[int] | None, year: int, today: date) -> list[UnitRow]:
    """The rows of the units (by key; None is all), in their order. Seven queries, whatever their number."""
    sites = UnitSite.objects.select_related("unit", "home").order_by("unit__sort_order", "unit__code")
    if units is not None:
        sites = sites.filter(unit__in=list(units))
    found = list(sites)
    keys = [key for site in found for key in (report_key(site.unit, year), guide_key(site.unit))]
    articles = ArticlePage.objects.filter(external_id__in=keys).defer("body", "records")
    pages = {page.external_id: page for page in articles}
    approving = _under_approval(pages.values())
    columns = _columns(found)
    due = _due_dates(year)
    rows = []
    for site in found:
        unit = site.unit
        on, explanation = due.get(unit.is_portal, (None, ""))
        report = _generated(pages.get(report_key(unit, year)), approving, f"{site.home.url_path}{COLUMN}/" in columns)
        guide = _generated(pages.get(guide_key(unit)), approving, f"{site.home.url_path}{GUIDE_COLUMN}/" in columns)
        rows.append(UnitRow(unit, report, guide, on, explanation, _is_late(report, on, today)))
    return rows


def _columns(sites: list[UnitSite]) -> set[str]:
    wanted = [f"{site.home.url_path}{path}/" for site in sites for path in (COLUMN, GUIDE_COLUMN)]
    columns = ColumnPage.objects.filter(url_path__in=wanted, locale=source_locale_id())
    return set(columns.values_list("url_path", flat=True))


def _under_approval(pages: Iterable[ArticlePage]) -> set[str]:
    """Keys of the pages, as text, whose approval has begun."""
    states = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(),
        object_id__in=[str(page.pk) for page in pages],
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return set(states.values_list("object_id", flat=True))


def _generated(page: ArticlePage | None, approving: set[str], possible: bool) -> Generated:
    if page is None:
        state = PageState.NONE
    elif str(page.pk) in approving:
        state = PageState.APPROVING
    elif page.live:
        state = PageState.CHANGING if page.has_unpublished_changes else PageState.PUBLIC
    else:
        state = PageState.DRAFT
    return Generated(page, state, possible)


def _due_dates(year: int) -> dict[bool, tuple[date, str]]:
    """By when the report is to be public, for the portal (True) and the other sites: by the term of its category."""
    codes = {True: "141002", False: "150602"}
    terms_of = dict(Category.objects.filter(code__in=codes.values()).values_list("code", "term_code"))
    terms, found = Terms.load(), {}
    for is_portal, code in codes.items():
        try:
            due = terms.due(terms_of.get(code, ""), written_on(year))
        except LegalTerm.DoesNotExist:
            continue
        found[is_portal] = (due.on, due.explanation)
    return found


def _is_late(report: Generated, due: date | None, today: date) -> bool:
    if due is None:
        return False
    if report.page is not None and report.page.live and report.page.published_at is not None:
        return timezone.localdate(report.page.published_at) > due
    return today > due
