"""Homes in a browser: tabs by keyboard, nothing that moves, narrow windows, no script, and how heavy they are."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from sites.organisation.enums import UnitCategory
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, column_of, published
from tests.staffed import Staffed
from tests.visits import image

SiteUrl = Callable[[str, str], str]
HOSTS = ("portal.localhost", "jyj.localhost", "yonghe.localhost")
PHONE = {"width": 360, "height": 740}
SHIFTS = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(each => { sum += each.value; }))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 300)));
})"""


@pytest.fixture
def homes(portal: Staffed, bureau: Staffed) -> tuple[str, ...]:
    """Hosts of one home of each kind, with something in its lists."""
    town = create_site(UnitFactory(code="yonghe", name="永和镇", short_name="永和镇", category=UnitCategory.TOWN))
    columns = [column_of(portal.site, path) for path in ("news/meetings", "news/events", "disclosure/budget")]
    columns += [column_of(site, path) for site in (bureau.site, town) for path in ("news/notices", "news/tips")]
    for column in columns:
        for number in range(2):
            title = f"关于进一步做好{column.title}有关工作的通知第{number}号"
            published(column, title=title, cover=image(bureau) if number else None)
    return HOSTS


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(locale="zh-CN")


def test_tabs_work_by_keyboard(homes: tuple[str, ...], page: Page, site_url: SiteUrl) -> None:
    page.goto(site_url("portal.localhost", "/"))
    tabs = page.get_by_role("tablist").first.get_by_role("tab")
    expect(tabs).to_have_text(["重要会议", "重大活动"])
    meetings, events = tabs.nth(0), tabs.nth(1)
    expect(meetings).to_have_attribute("aria-selected", "true")
    panel = page.get_by_role("tabpanel", name="重大活动")
    expect(panel).to_be_hidden()
    meetings.focus()
    page.keyboard.press("ArrowRight")
    expect(events).to_be_focused()
    expect(events).to_have_attribute("aria-selected", "true")
    expect(panel).to_be_visible()
    expect(page.get_by_role("tabpanel", name="重要会议")).to_be_hidden()
    page.keyboard.press("Tab")  # out of the list, into the panel
    expect(panel.get_by_role("link").first).to_be_focused()
    events.focus()
    page.keyboard.press("ArrowRight")  # round to the first
    expect(meetings).to_be_focused()
    page.keyboard.press("End")
    expect(events).to_be_focused()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_home_loads(homes: tuple[str, ...], page: Page, site_url: SiteUrl, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for host in homes:
        page.goto(site_url(host, "/"))
        assert page.evaluate(SHIFTS) < 0.02, host


def test_a_phone_shows_a_home_without_scrolling_sideways(homes: tuple[str, ...], page: Page, site_url: SiteUrl) -> None:
    page.set_viewport_size(PHONE)
    for host in homes:
        page.goto(site_url(host, "/"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], host


def test_without_scripts_all_is_there(homes: tuple[str, ...], browser: Browser, site_url: SiteUrl) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.goto(site_url("portal.localhost", "/"))
    for title in ("重要会议", "重大活动"):
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        expect(page.get_by_role("link", name=f"关于进一步做好{title}有关工作的通知第1号").first).to_be_visible()
    menu = page.get_by_role("navigation", name="主导航")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="栏目").click()
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="信息公开").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("信息公开")
    page.close()
    context.close()


def test_the_portal_is_light(homes: tuple[str, ...], page: Page, site_url: SiteUrl) -> None:
    """At most 60 kB of CSS and JavaScript, compressed; nothing from others."""
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))
    page.goto(site_url("portal.localhost", "/"), wait_until="networkidle")
    code = [each for each in loaded if each.url.partition("?")[0].endswith((".css", ".js"))]
    assert {each.url.rpartition("/")[2] for each in code} >= {"tokens.css", "components.css", "site.js"}
    assert sum(len(gzip.compress(each.body(), 6)) for each in code) <= 60_000
    own = site_url("portal.localhost", "/")
    assert [each.url for each in loaded if not each.url.startswith(own)] == []
