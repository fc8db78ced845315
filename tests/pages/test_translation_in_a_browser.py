"""An editor translates in the browser: the machine's draft, a correction, sending it. On a phone as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from hub.models import User
from hub.variants.enums import Variant
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.pages.provisioning.actions import create_site
from tests.factories import PASSWORD, column_of, education_unit, portal_unit, published, staff
from tests.pages.translating import translated
from tests.story import approve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
CORRECTED = "請各單位檢查電腦程式。"


@pytest.fixture
def people(settings: object, live_server: object) -> dict[Office, User]:
    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://portal.localhost:{live_server.thread.port}"
    create_site(portal_unit())
    unit = education_unit()
    create_site(unit)
    return staff(unit)


@pytest.fixture
def article(people: dict[Office, User]) -> ArticlePage:
    column = column_of(people[Office.EDITOR].appointments.get().unit.unit_site)
    return published(column, title="软件通知", slug="notice", body=[("paragraph", "<p>请各单位检查软件。</p>")])


def logged_in(browser: Browser, person: User, url: str, size: dict[str, int]) -> Page:
    """At `url`, by way of the login page."""
    page = browser.new_page(viewport=size, locale="zh-CN")
    page.set_default_timeout(20_000)
    page.goto(url)
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(url)
    return page


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
def test_an_editor_translates(
    browser: Browser,
    site_url: Callable[..., str],
    people: dict[Office, User],
    article: ArticlePage,
    size: dict[str, int],
) -> None:
    start = site_url("portal.localhost", f"/admin/translation/{article.pk}/")
    page = logged_in(browser, people[Office.EDITOR], start, size)
    page.get_by_role("button", name="开始翻译").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("繁体译文：软件通知")
    expect(page.get_by_label("标题")).to_have_value("軟件通知")
    body = page.get_by_label("正文")
    expect(body).to_have_value("請各單位檢查軟件。")
    expect(page.get_by_text("请各单位检查软件。")).to_be_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    body.fill(CORRECTED)
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("译文已送审")).to_be_visible()
    expect(body).to_have_attribute("readonly", "")
    expect(page.get_by_role("button", name="撤回送审")).to_be_visible()

    approve(
        translated(article, Variant.TRADITIONAL), [people[Office.SECRECY_REVIEWER], people[Office.SUPERVISING_LEADER]]
    )
    visitor = browser.new_page(viewport=size)
    visitor.goto(site_url("jyj.localhost", "/zh-hant/news/activities/notice/"))
    expect(visitor.get_by_text(CORRECTED)).to_be_visible()
    assert visitor.locator("html").get_attribute("lang") == "zh-Hant"
