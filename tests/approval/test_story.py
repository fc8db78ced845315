"""The whole way of one article, as its people go it: editor, secrecy reviewer, leader on a phone, the public."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from hub.models import User
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.rules import SECRECY_CHECKS
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.factories import PASSWORD, column_of, education_unit, portal_unit, staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.story,
    pytest.mark.django_db(transaction=True),
]

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
TITLE = "市教育局召开秋季学期工作会议"
TEXT = "会议部署了秋季学期的重点工作。"


@pytest.fixture
def people(settings: object, live_server: object) -> dict[Office, User]:
    """A bureau with its people, on the live server's port."""
    from sites.pages.provisioning.actions import create_site

    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://portal.localhost:{live_server.thread.port}"
    create_site(portal_unit())
    unit = education_unit()
    create_site(unit)
    return staff(unit)


@pytest.fixture
def open_as(browser: Browser, site_url: Callable[..., str]) -> Iterator[Callable[..., Page]]:
    """`open_as(person, size)` logs in by the login page and gives a page; None is the public."""
    contexts: list[BrowserContext] = []

    def _open(person: User | None, size: dict[str, int] = DESKTOP) -> Page:
        context = browser.new_context(viewport=size, locale="zh-CN", has_touch=size is PHONE)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if person is not None:
            page.goto(site_url("portal.localhost", "/admin/login/"))
            page.fill("input[name=username]", person.username)
            page.fill("input[name=password]", PASSWORD)
            page.click("button[type=submit]")
            page.wait_for_url("**/admin/**")
        return page

    yield _open
    for context in contexts:
        context.close()


def keep(page: Page, name: str) -> None:
    """A screenshot for CI's artefacts, when a folder for them is named."""
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def write_article(page: Page, url: str) -> None:
    page.goto(url)
    # A person takes longer: Wagtail remembers the empty form two seconds after loading and saves what differs from it.
    page.wait_for_timeout(2500)
    page.locator("input[name=title]").fill(TITLE)
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="正文").click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type(TEXT)
    page.locator("input[name=source]").fill("市教育局")
    # The rich text editor writes to its form field after a pause in typing.
    expect(page.locator("input[name=body-0-value]")).to_have_value(re.compile(TEXT))


def send_for_approval(page: Page) -> None:
    page.get_by_role("button", name="更多操作").last.click()
    page.get_by_role("button", name="送审", exact=True).click()
    page.wait_for_load_state()


def test_article_from_draft_to_public(
    people: dict[Office, User], open_as: Callable[..., Page], site_url: Callable[..., str]
) -> None:
    site = people[Office.EDITOR].appointments.get().unit.unit_site
    column = column_of(site)

    editor = open_as(people[Office.EDITOR])
    write_article(editor, site_url("portal.localhost", f"/admin/pages/add/pages/articlepage/{column.pk}/"))
    keep(editor, "1-editor")
    send_for_approval(editor)
    keep(editor, "1b-sent")
    expect(editor.locator(".messages")).to_contain_text(TITLE)
    article = ArticlePage.objects.get(title=TITLE)
    public_url = site_url("jyj.localhost", f"/news/activities/{article.slug}/")

    visitor = open_as(None)
    assert visitor.goto(public_url).status == 404

    reviewer = open_as(people[Office.SECRECY_REVIEWER])
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("待我审批（1）")
    reviewer.get_by_role("link", name=TITLE).click()
    boxes = reviewer.locator("input[name=declaration]")
    expect(boxes).to_have_count(len(SECRECY_CHECKS))
    lines = [box.bounding_box()["y"] for box in boxes.all()]
    assert lines == sorted(set(lines)), "one item of the declaration a line"
    for box in boxes.all():
        box.check()
    keep(reviewer, "2-reviewer")
    reviewer.get_by_role("button", name="同意").click()
    expect(reviewer.locator(".messages")).to_contain_text("已同意")
    assert visitor.goto(public_url).status == 404

    leader = open_as(people[Office.SUPERVISING_LEADER], PHONE)
    keep(leader, "3-leader-inbox")
    leader.get_by_role("link", name=TITLE).tap()
    expect(leader.frame_locator("iframe.hub-preview").get_by_text(TEXT)).to_be_visible()
    overflow = leader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, "the page must not scroll sideways on a phone"
    approve = leader.get_by_role("button", name="同意")
    box = approve.bounding_box()
    assert box["height"] >= 44
    assert box["y"] + box["height"] <= PHONE["height"], "both decisions are in reach without scrolling"
    keep(leader, "4-leader-item")
    approve.tap()
    expect(leader.get_by_role("heading", name="同意后立即公开，确认同意？")).to_be_visible()
    keep(leader, "4b-confirm")
    leader.get_by_role("button", name="再看看").tap()
    expect(leader.get_by_role("button", name="确认公开")).to_be_hidden()
    approve.tap()
    leader.get_by_role("button", name="确认公开").tap()
    expect(leader.locator(".messages")).to_contain_text("已同意")

    assert visitor.goto(public_url).status == 200
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.get_by_text(TEXT)).to_be_visible()
    expect(visitor.get_by_text("信息来源")).to_be_visible()
    keep(visitor, "5-public")
    actions = list(LedgerEntry.objects.of(article).values_list("action", "step"))
    assert actions == [("submitted", ""), ("approved", "secrecy"), ("approved", "supervising"), ("published", "")]


def test_leader_decides_by_keyboard(
    people: dict[Office, User], open_as: Callable[..., Page], site_url: Callable[..., str]
) -> None:
    """Return with a reason, without a mouse; the editor sees it on the dashboard."""
    from tests.factories import draft

    site = people[Office.EDITOR].appointments.get().unit.unit_site
    page = draft(column_of(site), people[Office.EDITOR], title=TITLE)
    page.get_workflow().start(page, people[Office.EDITOR])

    reviewer = open_as(people[Office.SECRECY_REVIEWER])
    link = reviewer.get_by_role("link", name=TITLE)
    link.focus()
    reviewer.keyboard.press("Enter")
    reviewer.get_by_role("link", name="退回", exact=True).focus()
    reviewer.keyboard.press("Enter")
    expect(reviewer.get_by_role("heading", name="退回修改")).to_be_visible()
    reviewer.keyboard.press("Tab")
    reviewer.keyboard.type("第二段有涉密数字，请删去。")
    reviewer.keyboard.press("Tab")
    reviewer.keyboard.press("Enter")
    expect(reviewer.locator(".messages")).to_contain_text("已退回")

    editor = open_as(people[Office.EDITOR])
    expect(editor.get_by_text("第二段有涉密数字，请删去。")).to_be_visible()


def test_a_half_written_article_survives_a_lost_session(
    people: dict[Office, User], open_as: Callable[..., Page], site_url: Callable[..., str]
) -> None:
    """The editor saves by itself while one writes; after the session is gone the draft waits on the dashboard."""
    site = people[Office.EDITOR].appointments.get().unit.unit_site
    editor = open_as(people[Office.EDITOR])
    write_article(editor, site_url("portal.localhost", f"/admin/pages/add/pages/articlepage/{column_of(site).pk}/"))
    editor.wait_for_url("**/edit/")  # the first save by itself turns the new page into a stored one
    deadline = time.monotonic() + 20
    while TEXT not in stored_text() and time.monotonic() < deadline:
        editor.wait_for_timeout(200)
    editor.context.clear_cookies()
    editor.reload()
    expect(editor.locator("input[name=password]")).to_be_visible()

    again = open_as(people[Office.EDITOR])
    again.get_by_role("link", name=TITLE, exact=True).click()
    expect(again.locator(".public-DraftEditor-content")).to_contain_text(TEXT)


def test_sending_while_the_editor_saves_by_itself_makes_one_article(
    people: dict[Office, User], open_as: Callable[..., Page], site_url: Callable[..., str]
) -> None:
    """The save under way would have made the page as well: the press waits for its answer."""
    site = people[Office.EDITOR].appointments.get().unit.unit_site
    editor = open_as(people[Office.EDITOR])
    held: list[Route] = []

    def hold(route: Route) -> None:
        """The first save by itself reaches the server only when the test lets it."""
        if route.request.method == "POST" and "json" in route.request.headers.get("accept", "") and not held:
            held.append(route)
        else:
            route.continue_()

    editor.route("**/admin/pages/add/**", hold)
    write_article(editor, site_url("portal.localhost", f"/admin/pages/add/pages/articlepage/{column_of(site).pk}/"))
    while not held:
        editor.wait_for_timeout(100)
    editor.get_by_role("button", name="更多操作").last.click()
    editor.get_by_role("button", name="送审", exact=True).click()
    editor.wait_for_timeout(500)
    assert not ArticlePage.objects.exists()
    held[0].continue_()

    expect(editor.locator(".messages")).to_contain_text(TITLE)
    article = ArticlePage.objects.get()
    assert article.current_workflow_state is not None


def stored_text() -> str:
    """The body of the newest draft as the database has it."""
    page = ArticlePage.objects.order_by("pk").last()
    return str(page.get_latest_revision_as_object().body) if page else ""
