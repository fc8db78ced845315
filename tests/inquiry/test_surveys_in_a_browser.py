"""From the editor to the leader to a citizen on a phone to the result, for a survey and for an interview."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from hub.models import User
from inquiry.enums import ShowsResults
from inquiry.models.interview import Interview
from inquiry.models.interview_question import InterviewQuestion
from inquiry.models.survey import Survey
from sites.pages.provisioning.actions import create_site
from tests.approval.test_story import send_for_approval
from tests.axe import broken_rules
from tests.factories import education_unit, portal_unit, staff
from tests.inquiry.contents import interview_of, publish, survey_of
from tests.staffed import Staffed, site_of
from tests.story import browser_of, settle, waiting_step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOST, ADMIN = "jyj.localhost", "portal.localhost"
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def place(settings: Any, live_server: Any) -> Staffed:
    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://{ADMIN}:{live_server.thread.port}"
    settings.PROOF_OF_WORK_TRIES, settings.PROOF_OF_WORK_ROUNDS = 5, 10
    create_site(portal_unit())
    unit = education_unit()
    create_site(unit)
    return Staffed(unit, site_of(unit), staff(unit))


@pytest.fixture
def at_work(browser: Browser, site_url: Callable[..., str]) -> Iterator[Callable[..., Page]]:
    contexts = []

    def _open(person: User, path: str, viewport: dict[str, int] = PHONE) -> Page:
        context = browser.new_context(viewport=viewport, locale="zh-CN")
        contexts.append(context)
        session = browser_of(person).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "domain": ADMIN, "path": "/"}])
        page = context.new_page()
        page.goto(site_url(ADMIN, path))
        return page

    yield _open
    for context in contexts:
        context.close()


def look(page: Page, name: str, within: str = "") -> None:
    """It fits, breaks no rule of axe (`within`: of ours, in the admin), and is a picture for who wants to see it."""
    width = page.viewport_size["width"]
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        if within:  # the admin scrolls inside of its frame
            page.set_viewport_size({"width": width, "height": 2000})
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=not within)
        page.set_viewport_size(PHONE if width == PHONE["width"] else DESKTOP)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    found = [(rule["id"], node["target"], node["failureSummary"]) for rule in broken_rules(page)
             for node in rule["nodes"] if within in str(node["target"]) + node["html"]]  # fmt: skip
    assert found == [], name


def send_and_approve(place: Staffed, content: Any, at_work: Callable[..., Page], shown: str) -> None:
    """By the editor, then the reviewer, and by the leader on a phone, who reads it in the inbox."""
    name = content._meta.model_name
    edit = at_work(place.editor, f"/admin/snippets/inquiry/{name}/edit/{content.pk}/", DESKTOP)
    look(edit, f"edit-{name}", ".hub")
    send_for_approval(edit)
    expect(edit.locator(".messages")).to_be_visible()
    settle(place.reviewer, content)
    inbox = at_work(place.leader, f"/admin/inbox/{waiting_step(content).pk}/")
    expect(inbox.frame_locator("iframe").get_by_text(shown).first).to_be_visible()
    look(inbox, f"inbox-{name}", ".hub")
    inbox.get_by_role("button", name="同意", exact=True).click()
    inbox.get_by_role("button", name="确认公开").click()
    expect(inbox).to_have_url(re.compile(r"/admin/inbox/$"))


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "plain"])
def test_a_survey(
    place: Staffed, at_work: Callable[..., Page], browser: Browser, site_url: Callable[..., str], has_scripts: bool,
    settings: Any,
) -> None:  # fmt: skip
    settings.WAITING_PROOF_SECONDS = 0
    now = timezone.now()
    survey = survey_of(place, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1),
                       shows_results=ShowsResults.AT_ONCE)  # fmt: skip
    survey.save_revision(user=place.editor)
    if has_scripts:
        send_and_approve(place, survey, at_work, "您怎么去学校？")
    else:
        publish(survey, place)
    assert Survey.objects.get().live
    for number in range(5):
        with browser.new_context(viewport=PHONE, java_script_enabled=has_scripts) as context:
            page = context.new_page()
            page.goto(site_url(HOST, "/surveys/"))
            if not number and has_scripts:
                look(page, "surveys")
            page.get_by_role("link", name="校车调查").click()
            page.get_by_role("link", name="填写问卷").click()
            if not number:
                page.get_by_role("button", name="提交答卷").click()
                expect(page.locator(".letter-problems")).to_be_visible()
                if has_scripts:
                    look(page, "survey-errors")
                page.goto(page.url)
            page.get_by_label("校车").check()
            page.get_by_label("线路").check()
            page.get_by_label("5 分").check()
            page.get_by_role("button", name="提交答卷").click()
            page.wait_for_url("**/thanks/")
            if not has_scripts:
                assert "已收到您的答卷" in page.inner_text("h1")
                return
    cache.clear()  # figures are up to a minute old
    for prefix, viewport, query in (
        ("", PHONE, ""), ("/zh-hant", PHONE, ""), ("", PHONE, "?display=elder"), ("", DESKTOP, ""),
    ):  # fmt: skip
        with browser.new_context(viewport=viewport) as context:
            page = context.new_page()
            page.goto(site_url(HOST, f"{prefix}/surveys/{survey.pk}/{query}"))
            expect(page.locator("svg.chart").first).to_be_visible()
            look(page, f"results{prefix.replace('/', '-')}{'-elder' if query else ''}")
    look(at_work(place.editor, f"/admin/surveys/{survey.pk}/results/"), "admin-results", ".hub")


def test_an_interview(
    place: Staffed, at_work: Callable[..., Page], browser: Browser, site_url: Callable[..., str]
) -> None:
    now = timezone.now()
    interview = interview_of(place, begins_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    interview.save_revision(user=place.editor)
    send_and_approve(place, interview, at_work, "测试局长")
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(site_url(HOST, "/interviews/"))
        look(page, "interviews")
        page.get_by_role("link", name="新学期谈校车").click()
        look(page, "interview")
        page.get_by_role("link", name="我要提问").click()
        page.get_by_role("button", name="提交问题").click()
        expect(page.locator(".letter-problems")).to_be_visible()
        look(page, "interview-errors")
        page.get_by_label("问题").fill("校车几点到？")
        page.get_by_role("button", name="提交问题").click()
        page.wait_for_url("**/asked/")
        look(page, "interview-asked")
    assert InterviewQuestion.objects.count() == 1
    desk = at_work(place.editor, f"/admin/interviews/{interview.pk}/questions/")
    look(desk, "admin-questions", ".hub")
    desk.get_by_role("button", name="采用", exact=True).click()
    expect(desk.get_by_text("已采用").first).to_be_visible()
    publish(Interview.objects.get(), place)
    for viewport in (PHONE, DESKTOP):
        with browser.new_context(viewport=viewport) as context:
            page = context.new_page()
            page.goto(site_url(HOST, f"/interviews/{interview.pk}/"))
            expect(page.get_by_text("校车几点到？")).to_be_visible()
            look(page, "transcript")
