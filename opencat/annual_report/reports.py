"""Which articles are annual reports, of which unit and year, and where they stand."""

from __future__ import annotations

import re
from datetime import date

from opencat.annual_report.layouts import Layout, LayoutChanged
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.translation.locales import source_locale_id

COLUMN = "disclosure/annual-reports"
_KEY = re.compile(r"annual-report:(?P<code>[a-z0-9-]+):(?P<year>\d{4})")


def report_key(unit: Unit, year: int) -> str:
    """The article's external number: unique, so that a unit has one report for a year, whoever asks for it."""
    return f"annual-report:{unit.code}:{year}"


def year_of(page: ArticlePage) -> int | None:
    """The year that `page` reports on; None for any other article."""
    match = _KEY.fullmatch(page.external_id or "")
    return int(match["year"]) if match else None


def report_of(unit: Unit, year: int) -> ArticlePage | None:
    return ArticlePage.objects.filter(external_id=report_key(unit, year)).first()


def column_at(unit: Unit, path: str) -> ColumnPage | None:
    """A standard column of the unit's site by its slugs below the home; it may have been removed."""
    home = getattr(getattr(unit, "unit_site", None), "home", None)
    if home is None:
        return None
    return ColumnPage.objects.filter(url_path=f"{home.url_path}{path}/", locale=source_locale_id()).first()


def written_on(year: int) -> date:
    """The report is about the whole year: its term begins on the year's last day."""
    return date(year, 12, 31)


def figures_in(page: ArticlePage, layout: Layout) -> dict[str, str]:
    """What stands in the page's table of that form; empty if it is not there as it should be."""
    for block in page.body:
        if block.block_type == "table" and (block.value or {}).get("table_caption") == layout.caption:
            try:
                return layout.read(block.value)
            except LayoutChanged:
                return {}
    return {}
