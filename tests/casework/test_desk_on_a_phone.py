"""An officer's whole way on a phone: the list, a letter, its answer; and a leader's, in the inbox."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hub.models import User
from hub.sent_files.intake import take_in
from sites.casework.actions.answers import draft_answer, send_answer
from sites.casework.enums import CaseStatus
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.organisation.enums import Office
from sites.pages.provisioning.actions import create_site
from tests.axe import broken_rules
from tests.casework.desk import Desk, desk_of, in_hand, sent
from tests.factories import appoint, centre_unit, education_unit, portal_unit, staff
from tests.hub.sent_files import samples
from tests.staffed import Staffed, site_of
from tests.story import browser_of, settle, waiting_step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def desk(settings: Any, live_server: Any) -> Desk:
    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://portal.localhost:{live_server.thread.port}"
    create_site(portal_unit())
    unit = education_unit()
    create_site(unit)
    return desk_of(Staffed(unit, site_of(unit), staff(unit)))


@pytest.fixture
def open_page(browser: Browser, site_url: Callable[..., str]) -> Iterator[Callable[..., Page]]:
    contexts = []

    def _open(person: User, path: str, viewport: dict[str, int] = PHONE) -> Page:
        session = browser_of(person).cookies["sessionid"].value
        context = browser.new_context(viewport=viewport, locale="zh-CN")
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": session, "domain": "portal.localhost", "path": "/"}])
        page = context.new_page()
        page.goto(site_url("portal.localhost", path))
        return page

    yield _open
    for context in contexts:
        context.close()


def judge(page: Page, name: str) -> None:
    """It fits, breaks no rule of axe, and is kept as a picture where somebody wants to look at it."""
    expect(page.locator(".hub h1").first).to_be_visible()
    width = page.viewport_size["width"]
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        height = page.viewport_size["height"]
        page.set_viewport_size({"width": width, "height": 2600})  # the admin scrolls inside of its frame
        page.screenshot(path=f"{folder}/desk-{name}-{width}.png")
        page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    problems = broken_rules(page)
    ours = {each["id"]: [node["html"][:160] for node in each["nodes"]] for each in problems if _is_ours(each)}
    assert ours == {}, name


def _is_ours(problem: dict[str, Any]) -> bool:
    """Of the pages' own content: Wagtail's frame has its own faults."""
    return any("hub" in str(node["target"]) or "desk" in node["html"] for node in problem["nodes"])


def test_an_officer_answers_a_letter_and_a_leader_approves(desk: Desk, open_page: Callable[..., Page]) -> None:
    case = sent(desk.unit)
    page = open_page(desk.officer, "/admin/cases/")
    judge(page, "list")
    page.get_by_role("link", name="校车几点到").click()
    judge(page, "case-new")
    page.locator("#do-accept summary").click()
    page.locator("#do-accept button").click()
    expect(page.get_by_text("已受理。").first).to_be_visible()
    page.get_by_label("答复内容").fill("校车七点十分到。")
    judge(page, "case-answer")
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("审批中").first).to_be_visible()
    judge(page, "case-sent")
    reply = Reply.objects.get()
    settle(desk.place.reviewer, reply)
    step = waiting_step(reply)
    inbox = open_page(desk.leader, f"/admin/inbox/{step.pk}/")
    expect(inbox.frame_locator("iframe").get_by_text("校车七点十分到。")).to_be_visible()
    judge(inbox, "inbox")
    inbox.get_by_role("button", name="同意", exact=True).click()
    inbox.get_by_role("button", name="确认公开").click()
    expect(inbox).to_have_url(re.compile(r"/admin/inbox/$"))
    assert Case.objects.get(pk=case.pk).status == CaseStatus.ANSWERED


def test_every_page_of_the_desk_fits(desk: Desk, open_page: Callable[..., Page]) -> None:
    head = appoint(centre_unit(), Office.CENTRE_HEAD)
    operator = appoint(centre_unit(), Office.TELEPHONE_OPERATOR)
    text = "我叫张三丰，电话13800000001，住人民路12号3栋502室。校车几点到？"
    uploads = [("我家门口的照片.jpg", samples.photo()), ("一份文件名很长很长的租赁合同补充协议第二稿.pdf", samples.PDF)]
    brought = [take_in(samples.upload(*each), number) for number, each in enumerate(uploads, 1)]
    case = in_hand(desk, text=text, wishes_public=True, files=brought)
    sent(desk.unit, title="一封标题很长的来信：新学期的校车时间表和路线图在哪里可以查到", kind="suggestion")
    for viewport in (PHONE, DESKTOP):
        for person, name, path in (
            (desk.officer, "list", "/admin/cases/"),
            (head, "list-centre", "/admin/cases/?part=all"),
            (desk.officer, "case", f"/admin/cases/{case.number}/"),
            (head, "case-centre", f"/admin/cases/{case.number}/"),
            (desk.officer, "enter", "/admin/cases/enter/?kind=complaint"),
            (operator, "caller", "/admin/cases/caller/"),
            (desk.officer, "statistics", "/admin/cases/statistics/"),
            (desk.officer, "template", "/admin/cases/templates/new/"),
            (head, "looks", "/admin/cases/looks/"),
        ):
            judge(open_page(person, path, viewport), name)


def test_what_came_back_stands_on_the_page(desk: Desk, open_page: Callable[..., Page]) -> None:
    case = in_hand(desk)
    reply = draft_answer(case, desk.seat(case), text="七点到。")
    send_answer(case, desk.seat(case))
    settle(desk.place.reviewer, reply, "reject", comment="请写明周末时间")
    page = open_page(desk.officer, f"/admin/cases/{case.number}/")
    expect(page.get_by_text("请写明周末时间").first).to_be_visible()
    judge(page, "case-returned")
