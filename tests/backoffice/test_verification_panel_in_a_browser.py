"""The panel of verification on a phone and on a desk."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from hub.models import User
from sites.approval.models.verification_run import VerificationRun
from sites.approval.verification_runs import verify
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.pages.provisioning.actions import create_site
from tests.factories import appoint, centre_unit, column_of, education_unit, portal_unit, published
from tests.staffed import site_of
from tests.story import browser_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture
def head(settings: object, live_server: object) -> User:
    """Of the centre, with something found, long ago, and a run under way."""
    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://portal.localhost:{live_server.thread.port}"
    create_site(portal_unit())
    unit = education_unit()
    create_site(unit)
    for number in range(3):
        published(column_of(site_of(unit)), title=f"第{number}号关于进一步加强校园安全工作的通知")
    ArticlePage.objects.filter(title__startswith="第").update(source="别处")
    verify(is_whole=True)
    past = timezone.now() - timedelta(days=3)
    VerificationRun.objects.update(started_at=past, finished_at=past + timedelta(seconds=190))
    VerificationRun.objects.create(
        started_at=timezone.now(), seen_at=timezone.now(), is_whole=False, total=400, checked=120
    )
    return appoint(centre_unit(), Office.CENTRE_HEAD)


@pytest.mark.parametrize("size", SIZES)
def test_the_panel_fits_and_is_named(head: User, browser: Browser, site_url: Callable[..., str], size: str) -> None:
    session = browser_of(head).cookies["sessionid"].value
    context = browser.new_context(viewport=SIZES[size], locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": session, "domain": "portal.localhost", "path": "/"}])
    page = context.new_page()
    page.goto(site_url("portal.localhost", reverse("wagtailadmin_home")))
    panel = page.get_by_role("region", name="公开内容核对")
    expect(panel).to_contain_text("核对逾期")
    expect(panel.get_by_role("progressbar", name="正在核对")).to_be_visible()
    expect(panel.get_by_role("link")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        panel.screenshot(path=f"{folder}/verification-{size}.png")
    context.close()
