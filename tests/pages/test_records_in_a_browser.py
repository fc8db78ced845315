"""Records and the page of a unit in a browser: accessible in every mode, never wider than a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from hub.display.preferences import Contrast, Mode
from sites.organisation.enums import Office
from tests.factories import appoint
from tests.pages.record_values import RECORDS, STATISTICS, article_of, table
from tests.staffed import Staffed
from tests.website.test_accessibility_axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOST = "jyj.localhost"
PATH = "/news/activities/records/"
GROWTH = table(
    ["年份", "第一产业", "第二产业", "第三产业", "合计"],
    ["2020", "40.1", "55", "80.2", "175.3"],
    ["2021", "41", "58.2", "84", "183.2"],
    ["2022", "42.2", "—", "88.5", "130.7"],
    ["2023", "43", "66", "93.1", "202.1"],
    ["2024", "44.4", "70.7", "97", "212.1"],
    ["2025", "45.3", "74", "104.9", "224.2"],
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def url(bureau: Staffed, site_url: Callable[[str, str], str]) -> str:
    """An article with every kind of record, and charts of both forms with as many series as they may have."""
    charts = [
        (
            "statistics",
            {**STATISTICS, "title": f"地区生产总值（{chart}）", "unit": "亿元", "chart": chart, "table": GROWTH},
        )
        for chart in ("bar", "line")
    ]
    article_of(bureau, [*RECORDS.items(), *charts])
    return site_url(HOST, PATH)


@pytest.mark.parametrize("display", ["normal", Mode.ACCESSIBLE, Mode.ELDER])
def test_records_are_accessible(page: Page, url: str, display: str) -> None:
    assert violations(page, url, display) == []


@pytest.mark.parametrize("contrast", list(Contrast)[1:])
def test_charts_are_drawn_in_two_colours_where_there_are_only_two(page: Page, url: str, contrast: Contrast) -> None:
    page.goto(f"{url}?display={Mode.ACCESSIBLE}.contrast:{contrast}")
    drawn = page.evaluate(
        """() => [...document.querySelectorAll(".chart :is(rect, path, text, circle)")].flatMap(each => {
          const style = getComputedStyle(each);
          return [style.fill, style.stroke].filter(colour => colour.startsWith("rgb"));
        })"""
    )
    theme = page.evaluate(
        "[...new Set(['color', 'backgroundColor'].map(name => getComputedStyle(document.body)[name]))]"
    )
    assert set(drawn) <= set(theme)


def test_a_page_of_a_unit_is_accessible(page: Page, bureau: Staffed, site_url: Callable[[str, str], str]) -> None:
    appoint(bureau.unit, Office.PRINCIPAL_LEADER, title="局长", duties="主持全面工作", person=bureau.editor)
    for display in ("normal", Mode.ACCESSIBLE, Mode.ELDER):
        assert violations(page, site_url(HOST, "/opencat/organisation/"), display) == []
