"""A leader signs in on a telephone: sets up a passkey, comes back with it, approves. And nothing typed is lost."""

from __future__ import annotations

from base64 import b32decode, b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from django_otp_webauthn.models import WebAuthnCredential
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from hub.models import SignInRecord, SignInSession, User
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.pages.provisioning.actions import create_site
from tests.approval.test_story import keep
from tests.factories import PASSWORD, column_of, draft, education_unit, portal_unit, staff
from tests.hub.authenticator import code_of
from tests.story import take_step

pytestmark = [
    pytest.mark.browser,
    pytest.mark.story,
    pytest.mark.django_db(transaction=True),
]

HOST = "portal.localhost"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# Makes the browser ask for the passkey with this number, whatever the server has asked for.
ANSWER_WITH = """(number) => {
  const get = navigator.credentials.get.bind(navigator.credentials);
  const id = Uint8Array.from(atob(number), (each) => each.charCodeAt(0));
  navigator.credentials.get = ({ publicKey }) =>
    get({ publicKey: { ...publicKey, allowCredentials: [{ type: "public-key", id }] } });
}"""


@pytest.fixture
def people(settings: Settings, live_server: LiveServer) -> dict[Office, User]:
    settings.GROUP_PORT = live_server.thread.port
    settings.WAGTAILADMIN_BASE_URL = f"http://{HOST}:{live_server.thread.port}"
    settings.SECOND_FACTOR_REQUIRED = True
    create_site(portal_unit())
    create_site(education_unit())
    return staff(education_unit())


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def _open(size: dict[str, int]) -> Page:
        context = browser.new_context(viewport=size, locale="zh-CN", has_touch=size is PHONE, is_mobile=size is PHONE)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    yield _open
    for context in contexts:
        context.close()


def with_authenticator(page: Page) -> None:
    """The telephone's own key store, whose owner always holds out a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def sign_in(page: Page, person: User, url: str) -> None:
    page.goto(url)
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")


def fits(page: Page) -> None:
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, "the page must not scroll sideways on a phone"


def test_a_leader_approves_with_a_passkey_on_a_phone(
    people: dict[Office, User], open_page: Callable[..., Page], site_url: Callable[..., str]
) -> None:
    leader = people[Office.SUPERVISING_LEADER]
    site = education_unit().unit_site
    article = draft(column_of(site), people[Office.EDITOR], title="等领导同意的信息")
    article.get_workflow().start(article, people[Office.EDITOR])
    state = article.current_workflow_task_state.specific
    take_step(state, people[Office.SECRECY_REVIEWER])

    phone = open_page(PHONE)
    with_authenticator(phone)
    sign_in(phone, leader, site_url(HOST, "/admin/inbox/"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("二次验证")
    expect(phone.get_by_text("请先设置一种验证方式")).to_be_visible()
    fits(phone)
    keep(phone, "sign-in-1-enrol")
    phone.locator("#passkey-name").fill("我的手机")
    phone.get_by_role("button", name="设置通行密钥").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("恢复码")
    keep(phone, "sign-in-2-codes")
    phone.get_by_role("button", name="生成恢复码").tap()
    expect(phone.locator(".hub-codes code")).to_have_count(10)
    fits(phone)
    keep(phone, "sign-in-3-codes-shown")
    phone.get_by_role("link", name="我已保存，继续").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("待我审批（1）")
    passkey = WebAuthnCredential.objects.get(user=leader)
    assert passkey.name == "我的手机"

    phone.goto(site_url(HOST, "/admin/factors/"))
    fits(phone)
    keep(phone, "sign-in-4-factors")
    phone.goto(site_url(HOST, "/admin/sessions/"))
    fits(phone)
    keep(phone, "sign-in-5-sessions")
    phone.goto(site_url(HOST, "/admin/factors/app/"))
    fits(phone)
    keep(phone, "sign-in-6-app")

    phone.context.clear_cookies()
    sign_in(phone, leader, site_url(HOST, "/admin/inbox/"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("二次验证")
    fits(phone)
    keep(phone, "sign-in-7-verify")
    phone.goto(site_url(HOST, "/admin/inbox/"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("二次验证")
    phone.get_by_role("button", name="使用通行密钥").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("待我审批（1）")
    phone.get_by_role("link", name="等领导同意的信息").tap()
    phone.get_by_role("button", name="同意").tap()
    phone.get_by_role("button", name="确认公开").tap()
    expect(phone.locator(".messages")).to_contain_text("已同意")
    assert ArticlePage.objects.get(pk=article.pk).live
    assert LedgerEntry.objects.of(article).filter(actor=leader).exists()
    kinds = list(SignInRecord.objects.filter(person=leader).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["password", "factor_added", "factor_added", "password", "factor"]


def test_the_passkey_of_another_person_opens_nothing(
    people: dict[Office, User], open_page: Callable[..., Page], site_url: Callable[..., str]
) -> None:
    """Not even when the browser is made to answer with it."""
    leader, reviewer = people[Office.SUPERVISING_LEADER], people[Office.SECRECY_REVIEWER]
    page = open_page(DESKTOP)
    with_authenticator(page)
    for person in (leader, reviewer):
        page.context.clear_cookies()
        sign_in(page, person, site_url(HOST, "/admin/inbox/"))
        page.get_by_role("button", name="设置通行密钥").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
    mine, other = (WebAuthnCredential.objects.get(user=person) for person in (leader, reviewer))

    page.context.clear_cookies()
    sign_in(page, leader, site_url(HOST, "/admin/inbox/"))

    page.evaluate(ANSWER_WITH, b64encode(bytes(other.credential_id)).decode())
    page.get_by_role("button", name="使用通行密钥").click()
    expect(page.get_by_text("这个通行密钥不能用于您的账号")).to_be_visible()
    keep(page, "sign-in-8-of-another")
    page.goto(site_url(HOST, "/admin/inbox/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("二次验证")
    assert SignInRecord.objects.filter(person=leader, kind="wrong_factor").count() == 1
    assert mine.pk != other.pk


def test_what_is_typed_outlasts_the_sign_in(
    people: dict[Office, User], open_page: Callable[..., Page], site_url: Callable[..., str]
) -> None:
    """The page warns, says when it has ended, and its form is sent after signing in again in another tab."""
    editor = people[Office.EDITOR]
    page = open_page(DESKTOP)
    url = site_url(HOST, "/admin/inbox/delegate/")
    sign_in(page, editor, url)
    page.goto(url)
    form = page.locator("form.hub-form")
    expect(form).to_be_visible()

    def seen(minutes: int) -> None:
        SignInSession.objects.filter(person=editor).update(seen_at=timezone.now() - timedelta(minutes=minutes))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    seen(27)
    expect(page.get_by_text("分钟后将自动退出")).to_be_visible()
    keep(page, "sign-in-9-warning")
    page.get_by_role("button", name="继续工作").click()
    expect(page.locator("dialog.hub-sign-in")).to_be_hidden()
    assert SignInSession.objects.get(person=editor, ended_at=None).seen_at > timezone.now() - timedelta(minutes=1)

    page.fill("input[name=reason]", "去省里开会")
    seen(31)
    expect(page.get_by_text("您填写的内容还在本页")).to_be_visible()
    keep(page, "sign-in-10-ended")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="重新登录").click()
    tab = opened.value
    tab.fill("input[name=username]", editor.username)
    tab.fill("input[name=password]", PASSWORD)
    tab.click("button[type=submit]")
    expect(tab.get_by_role("heading", level=1)).to_have_text("可以继续了")
    tab.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("dialog.hub-sign-in")).to_be_hidden()
    expect(page.locator("input[name=reason]")).to_have_value("去省里开会")
    form.evaluate("form => { form.noValidate = true }")
    with page.expect_response(lambda each: each.request.method == "POST" and "delegate" in each.url) as answer:
        form.locator("button[type=submit]").click()
    assert answer.value.status == 200, "the form's own refusal (no delegate chosen), not that of a lost session"
    expect(page.locator("input[name=reason]")).to_have_value("去省里开会")


def test_a_form_sent_too_late_is_given_back_and_sent_again(
    people: dict[Office, User], open_page: Callable[..., Page], site_url: Callable[..., str]
) -> None:
    editor = people[Office.EDITOR]
    page = open_page(PHONE)
    url = site_url(HOST, "/admin/inbox/delegate/")
    sign_in(page, editor, url)
    page.goto(url)
    page.fill("input[name=reason]", "去省里<开会>")
    SignInSession.objects.filter(person=editor).update(seen_at=timezone.now() - timedelta(minutes=31))
    page.locator("form.hub-form").evaluate("form => form.submit()")
    expect(page.get_by_role("heading", level=1)).to_have_text("还没有提交")
    fits(page)
    keep(page, "sign-in-11-given-back")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="在新标签页中办理").tap()
    tab = opened.value
    tab.fill("input[name=username]", editor.username)
    tab.fill("input[name=password]", PASSWORD)
    tab.click("button[type=submit]")
    expect(tab.get_by_role("heading", level=1)).to_have_text("可以继续了")
    fits(tab)
    keep(tab, "sign-in-12-back")
    tab.close()
    with page.expect_response(lambda response: response.url.endswith("/admin/session/")):
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="再次提交").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("委托代理")
    expect(page.locator("input[name=reason]")).to_have_value("去省里<开会>")


def test_an_authenticator_app_is_set_up_by_keyboard(
    people: dict[Office, User], open_page: Callable[..., Page], site_url: Callable[..., str]
) -> None:
    """The picture and the text hold the same key; the form is reached and sent without a mouse."""
    leader = people[Office.SUPERVISING_LEADER]
    page = open_page(DESKTOP)
    sign_in(page, leader, site_url(HOST, "/admin/inbox/"))
    page.get_by_role("link", name="设置验证器").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hub-qr svg")).to_be_visible()
    keep(page, "sign-in-13-app-desktop")
    text = page.locator(".hub-key").inner_text().replace(" ", "")
    page.get_by_label("验证码").fill(code_of(b32decode(text).hex()))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
