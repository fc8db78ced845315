"""The approver's screen on a phone: read without zoom, without scrolling sideways, by eye and by ear."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from sites.organisation.enums import Office
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.provisioning.actions import create_site
from tests.approval.test_story import DESKTOP, PHONE, keep
from tests.axe import broken_rules
from tests.factories import PASSWORD, column_of, draft, education_unit, portal_unit, staff
from tests.staffed import Staffed
from tests.story import approve, send, waiting_step
from tests.visits import document, image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALL = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.querySelector('.hub'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, words = walker.currentNode.data.trim();
    if (words && parent.checkVisibility() && parseFloat(getComputedStyle(parent).fontSize) < 16)
      found.add(`${parent.className || parent.tagName}: ${words.slice(0, 20)}`);
  }
  return [...found];
}"""
WIDE = ["项目", "单位", "预算金额（万元）", "成交金额（万元）", "供应商", "公告日期", "备注"]


@pytest.fixture
def bureau(settings: object, live_server: object) -> Staffed:
    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://portal.localhost:{live_server.thread.port}"
    create_site(portal_unit())
    unit = education_unit()
    return Staffed(unit, create_site(unit), staff(unit))


@pytest.fixture
def page(bureau: Staffed) -> ArticlePage:
    """A public article with a change of everything, that waits."""
    rows = [[f"项目{number}", "市教育局", "1,200.50", "1,180", "示例家具公司", "2026-01-05", ""] for number in range(9)]
    page = draft(
        column_of(bureau.site),
        bureau.editor,
        title="关于印发办法的通知",
        body=[
            ("paragraph", '<p>会议部署了开学前的安全检查。<a href="https://a.example/">办法全文</a></p>'),
            ("heading", {"text": "总则", "level": "2"}),
            ("paragraph", "<p>第二段不变。</p>"),
            ("table", {"data": [WIDE, *rows], "first_row_is_table_header": True, "table_caption": "采购表"}),
            ("picture", {"image": image(bureau, "旧照片"), "alt": "石桥", "caption": ""}),
        ],
    )
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    changed = page.get_latest_revision_as_object()
    changed.title = "关于印发管理办法的通知"
    changed.body[
        0
    ].value.source = '<p>会议研究部署了开学后的安全\u200b检查。<a href="https://b.example/">办法全文</a></p>'
    changed.body[3].value["data"][3][3] = "1,190"
    changed.body[3].value["data"].insert(5, ["新项目", *rows[0][1:]])
    changed.body[4].value["image"] = image(bureau, "新照片")
    changed.attachments.add(ArticleAttachment(document=document(bureau, "附表.pdf"), title="附表"))
    changed.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    return page


def opened(browser: Browser, person: object, url: str, size: dict[str, int]) -> Page:
    page = browser.new_page(viewport=size, locale="zh-CN")
    page.set_default_timeout(20_000)
    page.goto(url)
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(url)
    return page


def keep_all(page: Page, name: str, size: dict[str, int]) -> None:
    """The whole screen, which scrolls inside the window."""
    page.set_viewport_size({**size, "height": 4000})
    keep(page, name)
    page.set_viewport_size(size)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_approver_reads_what_changed(
    browser: Browser, site_url: Callable[..., str], bureau: Staffed, page: ArticlePage, size: dict[str, int]
) -> None:
    url = site_url("portal.localhost", f"/admin/inbox/{waiting_step(page).pk}/")
    shown = opened(browser, bureau.people[Office.SECRECY_REVIEWER], url, size)
    keep_all(shown, f"difference-{size['width']}", size)
    overflow = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, "only a table scrolls sideways, in its own box"
    assert shown.evaluate(SMALL) == []
    assert shown.locator(".hub-diff ins").first.evaluate("each => getComputedStyle(each, '::before').content") == (
        '"（新增）"'
    )
    assert shown.locator(".hub-diff ins").first.evaluate("each => getComputedStyle(each).textDecorationLine") == (
        "underline"
    )
    assert "line-through" in shown.locator(".hub-diff del").first.evaluate(
        "each => getComputedStyle(each).textDecorationLine"
    )
    broken = [rule for rule in broken_rules(shown) if any(".hub" in str(node["target"]) for node in rule["nodes"])]
    assert [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in broken] == []


def test_the_rest_of_the_screen_on_a_phone(
    browser: Browser, site_url: Callable[..., str], bureau: Staffed, page: ArticlePage
) -> None:
    url = site_url("portal.localhost", f"/admin/inbox/{waiting_step(page).pk}/")
    shown = opened(browser, bureau.people[Office.SECRECY_REVIEWER], url, PHONE)
    file = shown.locator(".hub-files li").filter(has_text="附表.pdf")
    expect(file).to_contain_text("KB")
    expect(file.locator("[data-opened]")).to_be_hidden()
    file.get_by_role("link").click(modifiers=["Control"])
    expect(file.locator("[data-opened]")).to_be_visible()
    places = [shown.locator(name).bounding_box()["y"] for name in (".hub-preview", ".hub-files", ".hub-checks")]
    assert places == sorted(places), "the text first"
    shown.get_by_role("link", name="退回", exact=True).click()
    expect(shown.get_by_role("button", name="确认退回")).to_be_visible()
    expect(shown.locator(".hub-bar")).to_be_hidden()

    shown.goto(site_url("portal.localhost", "/admin/inbox/"))
    keep(shown, "inbox-360")
    assert shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert shown.evaluate(SMALL) == []
    heading, button = (shown.locator(name).bounding_box() for name in (".hub h1", ".sidebar-nav-toggle"))
    assert heading["y"] < button["y"] + button["height"], "beside the button of the menu"
    assert heading["x"] >= button["x"] + button["width"]
