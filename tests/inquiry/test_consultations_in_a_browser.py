"""A consultation from the editor's form to its outcome, on a phone and a desktop; the citizen has no scripts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, Page

from hub.models import User
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from sites.organisation.enums import Office
from sites.pages.provisioning.actions import create_site
from tests.axe import broken_rules
from tests.casework.desk import Desk, desk_of
from tests.factories import centre_unit, education_unit, portal_unit, staff
from tests.inquiry.consulting import HOST, address, consultation
from tests.staffed import Staffed, site_of
from tests.story import approve, browser_of, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (360, 1280)
SiteUrl = Callable[..., str]


@pytest.fixture(autouse=True)
def presses_are_not_waited_for(settings: Any) -> None:
    settings.WAITING_PROOF_SECONDS, settings.WAITING_PROOF_RATE = 0, "1000/h"


@pytest.fixture
def desk(settings: Any, live_server: Any) -> Desk:
    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://portal.localhost:{live_server.thread.port}"
    create_site(portal_unit())
    centre_unit()
    unit = education_unit()
    create_site(unit)
    return desk_of(Staffed(unit, site_of(unit), staff(unit)), Office.CASE_OFFICER)


@pytest.fixture
def opened(browser: Browser, site_url: SiteUrl) -> Iterator[Callable[..., Page]]:
    """A page of the admin for a person, of the public without one."""
    contexts = []

    def _open(host: str, path: str, person: User | None = None, *, scripts: bool = True) -> Page:
        context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
        contexts.append(context)
        if person is not None:
            session = browser_of(person).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "domain": host, "path": "/"}])
        page = context.new_page()
        page.goto(site_url(host, path))
        return page

    yield _open
    for context in contexts:
        context.close()


def judge(page: Page, name: str, *, has_scripts: bool = True) -> None:
    """Nothing is wider than the screen, and axe finds nothing where it can run."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"consultation-{name}-{width}.png", full_page=True)
        if not has_scripts:
            continue
        is_admin = "/admin/" in page.url
        found = [f"{rule['id']} {node['target']}" for rule in broken_rules(page) for node in rule["nodes"]
                 if not is_admin or "hub" in str(node["target"]) or "desk" in node["html"]]  # fmt: skip
        assert not found, f"{name} {width}: {found}"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} {width}"


def test_article_24_the_whole_way(desk: Desk, opened: Callable[..., Page]) -> None:
    editor, today = desk.place.editor, timezone.localdate()
    column = desk.place.column
    form = opened("portal.localhost", f"/admin/pages/add/inquiry/consultationpage/{column.pk}/", editor)
    form.set_viewport_size({"width": 1280, "height": 900})
    form.fill("[name=title]", "校车管理办法（征求意见稿）")
    form.evaluate("document.querySelector('[name=action-submit]').click()")
    form.wait_for_selector("text=请填写截止日期。")
    for words in ("请写明背景。", "请选择已发布的征求意见稿、上传文件，或者写入正文。"):
        assert form.get_by_text(words).count()

    fields = {"opens_on": today, "closes_on": today + timedelta(days=6), "owner": editor, "live": False}
    made = consultation(**fields, questions=[("question", "几点发车合适？")])
    column.add_child(instance=made)
    made.save_revision(user=editor)
    send(editor, made)
    approve(made, [desk.place.reviewer, desk.leader])

    judge(opened(HOST, address(made)), "open")
    citizen = opened(HOST, address(made), scripts=False)
    citizen.click("text=发表意见")
    citizen.click("text=提交意见")
    judge(citizen, "errors", has_scripts=False)
    assert "请写明您的意见" in citizen.inner_text(".letter-problems")
    citizen.fill("[name=text]", "建议加班车，我的电话 13800000001。")
    citizen.check("[name=wishes_public]")
    citizen.check("[name=agrees]")
    citizen.click("text=提交意见")
    citizen.wait_for_url("**/sent/**")
    made_comment = ConsultationComment.objects.get()
    assert made_comment.receipt in citizen.inner_text("main")
    judge(opened(HOST, f"/consultations/{made.pk}/comment/"), "form")
    judge(opened(HOST, f"/consultations/{made.pk}/sent/{made_comment.receipt}/"), "sent")

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        judge(opened(HOST, address(made)), "closed")
        office = opened("portal.localhost", "/admin/consultations/", desk.officer)
        judge(office, "desk-list")
        office.click(f"text={made.title}")
        office.click("text=新建分类")
        office.fill("[name=wording]", "加开班车")
        office.select_option("[name=result]", "adopted")
        judge(office, "desk-group")
        office.click("button:has-text('保存')")
        office.check("[name=comment]")
        office.select_option("#sort [name=group]", label="加开班车")
        office.click("text=归类勾选的")
        judge(office, "desk-comments")
        office.click(".desk-name")
        office.select_option("[name=showing]", "shown")
        assert "13800000001" not in office.input_value("[name=masked_text]")
        judge(office, "desk-comment")
        office.click("button:has-text('保存')")
        office.click(f"text=← {made.title}")
        office.click("text=把分类写入结果草稿")
        office.wait_for_load_state()
        draft = ConsultationPage.objects.get(pk=made.pk).get_latest_revision_as_object()
        draft.outcome_text = "<p>收到 1 条意见，已采纳。</p>"
        draft.save_revision(user=editor)
        send(editor, draft)
        approve(draft, [desk.place.reviewer, desk.leader])
        read = opened(HOST, address(made))
        judge(read, "answered")
        assert "加开班车" in read.inner_text("main")
        assert "13800000001" not in read.inner_text("main")
        judge(opened("portal.localhost", "/consultations/"), "list")
        judge(opened("portal.localhost", "/consultations/?display=elder"), "elder")
