"""来邮 on a phone and on a desk: read without scrolling sideways, and decided."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hub.incoming_mail.actions import store
from hub.models import IncomingMail, User
from sites.casework.incoming.actions import match_incoming_mail
from sites.organisation.enums import Office
from sites.pages.provisioning.actions import create_site
from tests.axe import broken_rules
from tests.factories import PASSWORD, appoint, centre_unit, portal_unit
from tests.hub.incoming_mail.odd import mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}


@pytest.mark.parametrize("size", SIZES)
def test_the_centre_reads_and_decides(
    browser: Browser, settings: object, live_server: object, site_url: Callable[..., str], size: str
) -> None:
    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = site_url("portal.localhost", "")
    create_site(portal_unit())
    person: User = appoint(centre_unit(), Office.CENTRE_EDITOR)
    store(mail("我是甲的女儿，是罗岗镇。\n" + "很长的一行" * 60, sender="yi.with.a.long.name@mail.test.localhost"))
    match_incoming_mail()
    page = browser.new_page(viewport=SIZES[size], locale="zh-CN")
    page.goto(site_url("portal.localhost", "/admin/login/"))
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.goto(site_url("portal.localhost", "/admin/incoming-mail/"))
    _looked_at(page, f"mails-{size}")
    page.get_by_role("link", name="来邮 ").first.click()
    expect(page.get_by_text("我是甲的女儿")).to_be_visible()
    _looked_at(page, f"mail-{size}")
    page.get_by_label("办件编号").fill("20260000000")
    page.get_by_role("button", name="归入办件").click()
    expect(page.get_by_role("alert")).to_contain_text("没有这个编号的办件")
    page.get_by_label("理由").fill("广告")
    page.get_by_role("button", name="不处理").click()
    expect(page.get_by_text("没有待处理的邮件")).to_be_visible()
    assert IncomingMail.objects.get().reason == "广告"


def _looked_at(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert broken_rules(page, ".hub") == []
