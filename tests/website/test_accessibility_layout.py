"""What can be measured of a layout: 200 % zoom, and the elder mode's sizes, targets and navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from wagtail.models import Page as AnyPage

from sites.organisation.models.unit import Unit
from sites.pages.models.column_page import ColumnPage
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.visits import get, text
from tests.website.page_types import every_page_type

SiteUrl = Callable[[str, str], str]

# Every run of text that shows, with its size and line height in px.
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || !element.checkVisibility({visibilityProperty: true}) || element.closest(".visually-hidden")) continue;
    const style = getComputedStyle(element);
    found.push([words.slice(0, 30), parseFloat(style.fontSize), parseFloat(style.lineHeight)]);
  }
  return found;
}"""
# Everything that is pressed, but for links within running text, with the sides of its target in px.
TARGETS = """() => [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")]
  .filter(each => each.checkVisibility({visibilityProperty: true}))
  .filter(each => !each.closest(".skip-link, .rich-text, .provision, main p"))
  .map(each => (/radio|checkbox/.test(each.type) ? each.labels[0] : each))
  .map(each => [each.outerHTML.slice(0, 120), each.getBoundingClientRect()])
  .map(([html, box]) => [html, box.width, box.height])"""
# Text that its box cuts off, and whatever reaches beyond the window.
CUT = """() => [...document.body.querySelectorAll("*")]
  .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest(".visually-hidden, svg"))
  .filter(each => {
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    const hides = style.overflowX === "hidden" || style.overflowX === "clip";
    const scrolls = each.closest(".table");
    return (hides && each.scrollWidth > each.clientWidth + 1 && each.innerText?.trim())
      || (!scrolls && box.width > 0 && box.right > innerWidth + 1);
  })
  .map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture
def pages(bureau: Staffed, portal: Staffed) -> dict[str, tuple[str, str]]:
    Unit.objects.update(telephone="0753-0000000", address="示例路1号")
    for number in range(21):
        published(bureau.column, title=f"关于做好第{number}项便民服务工作的情况")
    return every_page_type(bureau)


@pytest.fixture
def page(browser: Browser, pages: dict[str, tuple[str, str]], live_server: Any) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def display(url: str, value: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}display={value}"


def test_nothing_is_cut_or_scrolls_sideways_at_200_per_cent(
    page: Page, pages: dict[str, tuple[str, str]], site_url: SiteUrl
) -> None:
    """A window of 1280 px zoomed to 200 % has room for 640; WCAG 1.4.10 asks for 320. Text alone at 200 %, too."""
    found = {}
    for name, at in pages.items():
        for value, width in (("normal", 640), ("normal", 320), ("accessible.text:200", 640), ("elder.text:150", 320)):
            page.set_viewport_size({"width": width, "height": 400})
            page.goto(display(site_url(*at), value))
            beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            cut = page.evaluate(CUT)
            if beyond > 0 or cut:
                found[name, value, width] = (beyond, cut)
    assert not found, "\n".join(map(str, found.items()))


def test_the_elder_mode_is_large_on_every_page(
    page: Page, pages: dict[str, tuple[str, str]], site_url: SiteUrl
) -> None:
    """Text of 18 to 30 px, lines of 1.4 and more, targets of 60 px and more, at each step and on phones."""
    small = []
    for name, at in pages.items():
        for step, width in (("100", 1280), ("125", 360), ("150", 1280)):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(display(site_url(*at), f"elder.text:{step}"))
            texts = page.evaluate(TEXTS)
            assert texts
            small += [(name, step, *each) for each in texts if not (18 <= each[1] <= 30 and each[2] >= 1.4 * each[1])]
            targets = page.evaluate(TARGETS)
            assert targets
            small += [(name, step, *each) for each in targets if min(each[1:]) < 59.9]
    assert not small, "\n".join(map(str, small))


def test_each_step_of_the_elder_mode_is_larger(page: Page, site_url: SiteUrl) -> None:
    sizes = []
    for step in ("100", "125", "150"):
        page.goto(site_url("jyj.localhost", f"/?display=elder.text:{step}"))
        sizes.append(
            page.locator(".notice-list a").first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        )
    assert sizes == sorted(set(sizes))


def tasks_of(host: str, path: str) -> dict[str, str]:
    return {text(each): each["href"] for each in get(f"{path}?display=elder", host).select(".elder-tasks a")}


def test_the_elder_mode_leads_to_the_main_tasks_that_the_site_has(bureau: Staffed, portal: Staffed) -> None:
    Unit.objects.filter(pk=bureau.unit.pk).update(telephone="0753-0000000")
    tasks = {
        "首页": "/",
        "最新信息": "/news/",
        "通知公告": "/news/notices/",
        "政策文件": "/documents/",
        "办事指南": "/guides/",
        "写信": "/letters/",
        "查进度": "/letters/status/",
        "联系电话": "#contact",
    }
    assert tasks_of("jyj.localhost", "/news/") == tasks
    assert tasks_of("jyj.localhost", "/") == {name: url for name, url in tasks.items() if name != "首页"}
    for path in tasks.values():
        get(path.partition("#")[0] or "/")
    for gone in ("guides", "news/notices"):
        column_of(bureau.site, gone).unpublish()
    assert tasks_of("jyj.localhost", "/news/").keys() == tasks.keys() - {"办事指南", "通知公告"}
    portals = tasks_of("portal.localhost", "/")
    assert portals["政策文件"] == "/disclosure/normative-documents/"
    assert "联系电话" not in portals


def test_a_column_made_by_an_editor_serves_a_task_by_its_title(bureau: Staffed) -> None:
    AnyPage.objects.get(pk=column_of(bureau.site, "guides").pk).specific.unpublish()
    column = published(bureau.site.home.specific, ColumnPage(title="办事服务", slug="services"))
    column.get_latest_revision().publish()
    assert tasks_of("jyj.localhost", "/")["办事指南"] == "/services/"


def test_one_task_is_marked_as_the_present_one(bureau: Staffed) -> None:
    found = get("/news/notices/?display=elder").select(".elder-tasks [aria-current]")
    assert [(text(each), each["aria-current"]) for each in found] == [("通知公告", "page")]


def test_the_elder_mode_has_no_more_than_it_needs(bureau: Staffed) -> None:
    """Same address, same text, another frame; always a way back."""
    article = published(bureau.column, title="一条信息")
    normal = get(article.url)
    elder = get(f"{article.url}?display=elder")
    assert text(normal.h1) == text(elder.h1) == "一条信息"
    assert normal.title == elder.title
    assert normal.select(".main-navigation, .group-navigation, .utility-bar")
    assert not elder.select(".main-navigation, .group-navigation, .utility-bar, .display-bar")
    back = [each for each in elder.select("a") if text(each) == "返回标准版"]
    assert len(back) == 2
    assert all("mode=normal" in each["href"] for each in back)


def test_the_elder_home_has_tiles_and_news_and_nothing_that_moves(bureau: Staffed) -> None:
    published(bureau.column, title="最新的一条")
    home = get("/?display=elder")
    assert [text(each) for each in home.select("main h2")] == ["您想办什么", "最新信息"]
    assert text(home.select_one("main .notice-list a")) == "最新的一条"
    assert home.select("main .elder-tiles a")
    assert not home.select("main img, [aria-roledescription=carousel], dialog[open]")
