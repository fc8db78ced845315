"""What reviewers and leaders of short roads read, on a phone and on a desk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from hub.models import User
from sites.approval.enums import ApprovalStep
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.office_task_state import OfficeTaskState
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, draft, take_emergencies
from tests.staffed import Staffed, site_of
from tests.story import approve, browser_of, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture
def addresses(settings: object, live_server: object) -> dict[str, tuple[User, str]]:
    """Each page with its reader: a review, the item of a correction, the road of a unit."""
    from sites.approval.corrections.actions import set_road
    from sites.pages.provisioning.actions import create_site
    from tests.factories import education_unit, portal_unit, staff

    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://portal.localhost:{live_server.thread.port}"
    create_site(portal_unit())
    unit = education_unit()
    create_site(unit)
    bureau = Staffed(unit, site_of(unit), staff(unit))
    column = column_of(bureau.site)
    take_emergencies(column)
    urgent = draft(column, bureau.editor, title="暴雨红色预警", is_emergency=True, emergency_reason="暴雨正在发生")
    send(bureau.editor, urgent)
    approve(urgent, [bureau.principal])
    page = draft(column, bureau.editor, title="校园安全会议按排")
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    set_road(unit, bureau.leader, opens=True)
    page = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.title = "校园安全会议安排"
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    review = EmergencyReview.objects.get(step=ApprovalStep.SECRECY)
    item = OfficeTaskState.objects.get(is_open=True)
    return {
        "inbox": (bureau.reviewer, reverse("inbox:index")),
        "review": (bureau.reviewer, reverse("inbox:review", args=[review.pk])),
        "correction": (bureau.people[Office.SECRECY_REVIEWER], reverse("inbox:item", args=[item.pk])),
        "road": (bureau.leader, reverse("inbox:corrections")),
    }


def test_they_fit_and_say_what_they_are(
    addresses: dict[str, tuple[User, str]], browser: Browser, site_url: Callable[..., str]
) -> None:
    for name, (person, path) in addresses.items():
        session = browser_of(person).cookies["sessionid"].value
        for size, viewport in SIZES.items():
            context = browser.new_context(viewport=viewport, locale="zh-CN")
            context.add_cookies([{"name": "sessionid", "value": session, "domain": "portal.localhost", "path": "/"}])
            page = context.new_page()
            page.goto(site_url("portal.localhost", path))
            expect(page.locator("h1").first).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], name
            if folder := os.environ.get("SCREENSHOTS"):
                Path(folder).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=f"{folder}/short-{name}-{size}.png", full_page=True)
            context.close()
