"""The list under the search box: by keyboard, by touch, read aloud, in each mode and script, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hub.display.preferences import Mode
from search.indexing import drain_database
from tests.axe import broken_rules
from tests.factories import published
from tests.staffed import Staffed

SiteUrl = Callable[[str, str], str]
HOST = "jyj.localhost"
TITLES = [f"校车安全第{number}次检查的情况通报，以及对各学校校车驾驶人员进行培训的安排" for number in range(3)]
BOX = "#site-search"
OPTIONS_SHOWN = ".search [role=option]"


@pytest.fixture
def titles(bureau: Staffed, live_server: Any) -> None:
    for title in TITLES:
        published(bureau.column, title=title)
    drain_database()


@pytest.fixture
def page(browser: Browser, titles: None) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


def typed(page: Page, text: str, box: str = BOX) -> None:
    page.locator(box).press_sequentially(text)
    page.locator(box).locator("xpath=..").locator("[role=option]").first.wait_for()


def test_the_keyboard_walks_the_list_and_chooses(page: Page, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/"))
    box, options = page.get_by_role("combobox", name="站内搜索"), page.locator(OPTIONS_SHOWN)
    expect(box).to_have_attribute("aria-expanded", "false")
    typed(page, "校车")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options).to_have_count(3)
    expect(page.locator(".search [role=status]")).to_have_text("有3条建议，用上下键选择")
    box.press("ArrowDown")
    box.press("ArrowDown")
    second = options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", second.get_attribute("id"))
    expect(box).to_have_value("校车")
    box.press("ArrowUp")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    expect(options.nth(2)).to_have_attribute("aria-selected", "true")
    chosen = options.nth(2).locator(".suggestions__text").inner_text()
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("#search-query").input_value() == chosen


def test_escape_closes_the_list_and_then_empties_the_box(page: Page, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/"))
    typed(page, "校车")
    box = page.locator(BOX)
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("校车")
    box.press("Alt+ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Alt+ArrowUp")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("Escape")
    expect(box).to_have_value("")


def test_enter_without_a_choice_searches_for_what_was_typed(page: Page, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/"))
    typed(page, "校车")
    page.locator(BOX).press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("#search-query").input_value() == "校车"


def test_leaving_the_box_closes_the_list(page: Page, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/"))
    typed(page, "xiaoche")
    page.locator(BOX).press("Tab")
    expect(page.locator(".search .suggestions")).to_be_hidden()
    expect(page.locator(".search__button")).to_be_focused()


def test_nothing_is_asked_while_an_input_method_composes(page: Page, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions/?" in request.url else None)
    page.evaluate(
        """() => { const box = document.querySelector("#site-search"); box.focus();
        box.dispatchEvent(new CompositionEvent("compositionstart"));
        for (const text of ["x", "xi", "xiao'che"]) {
          box.value = text;
          box.dispatchEvent(new InputEvent("input", { isComposing: true }));
        }
        box.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", isComposing: true })); }"""
    )
    page.wait_for_timeout(400)
    assert asked == []
    page.evaluate(
        """() => { const box = document.querySelector("#site-search"); box.value = "校车";
        box.dispatchEvent(new CompositionEvent("compositionend")); }"""
    )
    page.locator(OPTIONS_SHOWN).first.wait_for()
    assert len(asked) == 1


def test_quick_typing_asks_once(page: Page, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions/?" in request.url else None)
    typed(page, "xiaocheanquan")
    assert len(asked) < 5


def test_the_result_page_offers_within_the_chosen_scope(page: Page, site_url: SiteUrl, other_bureau: Staffed) -> None:
    published(other_bureau.column, title="校车补贴公示")
    drain_database()
    page.goto(site_url(HOST, "/search/?q=校&scope=group"))
    page.locator("#search-query").fill("")
    typed(page, "校车补", "#search-query")
    assert page.locator(".search-form [role=option] .suggestions__text").all_inner_texts() == ["校车补贴公示"]


def test_a_finger_chooses_on_a_phone(browser: Browser, titles: None, site_url: SiteUrl) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(site_url(HOST, "/"))
        page.locator(BOX).tap()
        typed(page, "校车")
        options = page.locator(OPTIONS_SHOWN)
        for option in options.all():
            area = option.bounding_box()
            assert area["height"] >= 44
            assert area["x"] >= 0
            assert area["x"] + area["width"] <= 360
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        chosen = options.nth(1).locator(".suggestions__text").inner_text()
        options.nth(1).tap()
        page.wait_for_url("**/search/?q=*")
        assert page.locator("#search-query").input_value() == chosen


@pytest.mark.parametrize(
    ("mode", "script"), [*((mode, "") for mode in Mode), (Mode.NORMAL, "/zh-hant")], ids=[*Mode.values, "zh-hant"]
)
def test_the_open_list_violates_no_rule(
    browser: Browser, titles: None, site_url: SiteUrl, mode: Mode, script: str
) -> None:
    found: list[str] = []
    for width in (360, 1280):
        with browser.new_context(viewport={"width": width, "height": 800}) as context:
            page = context.new_page()
            page.goto(site_url(HOST, f"{script}/search/?q=校&display={mode}"))
            page.locator("#search-query").fill("")
            typed(page, "校車" if script else "校车", "#search-query")
            page.locator("#search-query").press("ArrowDown")
            for rule in broken_rules(page):
                found += [f"{width} {rule['id']} {node['target']} {node['failureSummary']}" for node in rule["nodes"]]
            if script:
                assert page.locator(".search-form .suggestions__text").first.inner_text().startswith("校車安全")
                assert "條建議" in page.locator(".search-form [data-suggestions-status]").inner_text()
    assert not found, "\n".join(found)


def test_without_javascript_it_is_a_form(browser: Browser, titles: None, site_url: SiteUrl) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_url(HOST, "/"))
        assert page.get_by_role("searchbox", name="站内搜索").is_visible()
        page.fill(BOX, "校车")
        page.press(BOX, "Enter")
        expect(page.locator(".search-results h3")).to_have_count(3)


def test_an_answer_that_does_not_come_changes_nothing(page: Page, site_url: SiteUrl) -> None:
    page.route("**/search/suggestions/**", lambda route: route.abort())
    page.goto(site_url(HOST, "/"))
    page.locator(BOX).press_sequentially("校车")
    page.wait_for_timeout(400)
    expect(page.locator(BOX)).to_have_attribute("aria-expanded", "false")
    page.locator(BOX).press("Enter")
    page.wait_for_url("**/search/?q=*")
