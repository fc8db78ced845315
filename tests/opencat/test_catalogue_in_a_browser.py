"""The catalogue in a browser: rules of accessibility in each mode, the folded filters of phones, no script needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser

from hub.display.preferences import Mode
from sites.pages.enums import DisclosureKind, Validity
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.website.test_accessibility_axe import violations

SiteUrl = Callable[[str, str], str]
HOST = "jyj.localhost"
PATHS = (
    "/opencat/",
    "/opencat/?category=1504&state=abolished&sort=title&genre=notice",
    "/opencat/?q=没有这样的文件",
    "/opencat/data/",
    "/opencat/statistics/",
    "/opencat/statistics/?by=category",
    "/disclosure/",
)


@pytest.fixture
def documents(bureau: Staffed, other_bureau: Staffed, live_server: Any) -> None:
    column = column_of(bureau.site, "documents")
    for number in range(22):
        published(
            column, title=f"关于印发第{number}项办法的通知", document_number=f"兴市教〔2026〕{number}号", genre="notice"
        )
    published(column, title="已废止的办法", validity=Validity.ABOLISHED, genre="notice", theme="education")
    published(column, title="依申请公开的文件", disclosure_kind=DisclosureKind.ON_REQUEST, body=[])
    published(column_of(other_bureau.site, "documents"), title="预算办法", written_on=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("mode", "script"), [*((mode, "") for mode in Mode), (Mode.NORMAL, "/zh-hant")], ids=[*Mode.values, "zh-hant"]
)
def test_no_page_violates_a_rule(browser: Browser, documents: None, site_url: SiteUrl, mode: Mode, script: str) -> None:
    found: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        for path in PATHS:
            found += violations(page, site_url(HOST, script + path), mode)
    assert not found, "\n".join(found)


def test_a_phone_without_javascript_finds_a_document(browser: Browser, documents: None, site_url: SiteUrl) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(site_url(HOST, "/opencat/"))
        state = page.locator(".faceted__facets a", has_text="已废止")
        assert not state.is_visible()
        page.locator(".faceted__filters > summary").click()
        state.click()
        assert page.locator(".catalogue-list__item").count() == 1
        page.select_option("#catalogue-state", "")
        page.fill("#catalogue-words", "兴市教[2026]7号")
        page.locator(".catalogue-form__submit").click()
        assert page.locator(".catalogue-list__item h3").inner_text().startswith("关于印发第7项办法的通知")


def test_the_filters_stand_open_beside_the_list_where_there_is_room(
    browser: Browser, documents: None, site_url: SiteUrl
) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(site_url(HOST, "/opencat/"))
        filters, results = (page.locator(each).bounding_box() for each in (".faceted__facets", ".faceted__results"))
        assert filters["x"] + filters["width"] <= results["x"]
        assert filters["height"] > 100
        assert page.locator(".faceted__facets a", has_text="已废止").is_visible()
