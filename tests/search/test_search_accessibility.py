"""The search page in a browser: rules of accessibility in each mode, the keyboard alone, phones, no script needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hub.display.preferences import Mode
from search.models import BestBet
from sites.pages.enums import Validity
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.visits import document
from tests.website.test_accessibility_axe import violations
from tests.website.test_accessibility_layout import CUT, TARGETS, TEXTS

SiteUrl = Callable[[str, str], str]
HOST = "jyj.localhost"
PATHS = (
    "/search/",
    "/search/?q=渡槽&scope=group",
    "/search/?q=渡槽&in_title=1&category=1504&kind=policy&state=abolished&sort=date&page=2",
    "/search/?q=没有这回事",
    "/search/advanced/?q=渡槽",
)


@pytest.fixture
def world(bureau: Staffed, other_bureau: Staffed, indexed: Callable[[], int], live_server: Any) -> None:
    rules = column_of(bureau.site, "documents")
    body = [("paragraph", "<p>渡槽由所在镇养护，渡槽的名录每年公布。</p>" * 3)]
    for number in range(22):
        title, document_number = f"关于印发第{number}座渡槽养护办法的通知", f"兴市教〔2026〕{number}号"
        published(rules, title=title, document_number=document_number, kind="policy", body=body)
    page = ArticlePage(title="渡槽旧办法", source="某示例", kind="policy", validity=Validity.ABOLISHED)
    page.attachments.add(ArticleAttachment(document=document(bureau), title="渡槽名录"))
    published(rules, page)
    published(bureau.column, title="渡槽修好了", kind="news")
    published(column_of(other_bureau.site, "documents"), title="渡槽经费", kind="policy")
    BestBet.objects.create(title="报修渡槽", queries="渡槽", text="白天打这个电话", telephone="0753-0000000")
    indexed()


@pytest.mark.parametrize(
    ("mode", "script"), [*((mode, "") for mode in Mode), (Mode.NORMAL, "/zh-hant")], ids=[*Mode.values, "zh-hant"]
)
def test_no_page_violates_a_rule(browser: Browser, world: None, site_url: SiteUrl, mode: Mode, script: str) -> None:
    found: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        for path in PATHS:
            found += violations(page, site_url(HOST, script + path), mode)
    assert not found, "\n".join(found)


def test_nothing_is_cut_and_the_elder_mode_is_large(browser: Browser, world: None, site_url: SiteUrl) -> None:
    found: list[Any] = []
    with browser.new_context() as context:
        page = context.new_page()
        for path in PATHS:
            for display, width in (("normal", 320), ("accessible.text:200", 640), ("elder.text:150", 320)):
                page.set_viewport_size({"width": width, "height": 600})
                page.goto(with_display(site_url(HOST, path), display))
                if cut := page.evaluate(CUT):
                    found.append((path, display, cut))
                if display.startswith("elder"):
                    texts = page.evaluate(TEXTS)
                    found += [(path, each) for each in texts if not (18 <= each[1] <= 30 and each[2] >= 1.4 * each[1])]
                    found += [(path, each) for each in page.evaluate(TARGETS) if min(each[1:]) < 59.9]
    assert not found, "\n".join(map(str, found))


def with_display(url: str, value: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}display={value}"


def test_a_phone_without_javascript_finds_a_document(browser: Browser, world: None, site_url: SiteUrl) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(site_url(HOST, "/search/"))
        page.fill("#search-query", "渡槽")
        page.locator("main .search-form__submit").click()
        state = page.locator(".faceted__facets a", has_text="已废止")
        assert not state.is_visible()
        page.locator(".faceted__filters > summary").click()
        page.locator(".facet > summary", has_text="有效性").click()
        state.click()
        assert page.locator(".search-result").count() == 1
        page.locator(".chip", has_text="已废止").click()
        assert page.locator(".search-result").count() == 20
        page.locator(".search-form__advanced").click()
        assert page.input_value("#advanced-words") == "渡槽"
        page.fill("#advanced-number", "兴市教[2026]第7号")
        page.locator("main .search-form__submit").click()
        assert page.locator(".search-result h3").first.inner_text().startswith("关于印发第7座渡槽")
        assert page.input_value("#search-query") == "渡槽 兴市教[2026]第7号"


def test_the_keyboard_alone_is_enough(browser: Browser, world: None, site_url: SiteUrl) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(site_url(HOST, "/search/"))
        page.focus("#search-query")
        page.keyboard.type("渡槽")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        page.focus("#search-query")
        reached = [after_tab(page) for _ in range(100)]
        for wanted in ("高级搜索", "按时间", "RSS 订阅", "下一页"):
            assert any(each.startswith(wanted) for each in reached), wanted


def after_tab(page: Page) -> str:
    page.keyboard.press("Tab")
    return str(page.evaluate("document.activeElement.innerText ?? ''")).strip()


def test_what_a_screen_reader_is_told(browser: Browser, world: None, site_url: SiteUrl) -> None:
    """Headings lead through the page; a title is one link with one name, whatever is marked in it."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(site_url(HOST, "/search/?q=渡槽&scope=group"))
        assert page.get_by_role("navigation", name="筛选搜索结果").count() == 1
        choice = page.locator(".facet a", has_text="市财政局")
        assert "条" in (choice.first.text_content() or "")
        page.goto(site_url(HOST, "/search/?q=渡槽养护&scope=group"))
        assert page.get_by_role("status").filter(has_text="条").is_visible()
        assert page.get_by_role("heading", level=2, name="搜到的信息").count() == 1
        link = page.get_by_role("link", name="关于印发第3座渡槽养护办法的通知", exact=True)
        assert link.count() == 1
        assert page.get_by_role("mark").count() == 0
