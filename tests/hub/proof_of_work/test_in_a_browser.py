"""The proof in a browser, under the public pages' own policy: by keyboard, for who listens, and without scripts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings

from tests.axe import broken_rules
from tests.staffed import Staffed

SiteUrl = Callable[[str, str], str]
TELL = "/trees/tell/"
HOST = "portal.localhost"


@pytest.fixture
def url(portal: Staffed, live_server: Any, site_url: SiteUrl) -> str:
    return site_url(HOST, TELL)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Which says what its policy refused, and whatever failed in it."""
    with browser.new_context() as context:
        page = context.new_page()
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page
        assert [each for each in problems if "429" not in each] == []


def state(page: Page) -> Any:
    return page.locator("[data-proof-of-work] [role=status]")


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=f"{folder}/proof-of-work-{name}-{width}.png", full_page=True)


def test_by_keyboard_the_work_begins_with_the_first_letter(page: Page, url: str) -> None:
    response = page.goto(url)
    assert response is not None
    assert "'unsafe-inline'" not in response.headers["content-security-policy"]
    expect(state(page)).to_have_text("")
    page.get_by_label("内容").focus()
    page.keyboard.type("榕树断枝")
    expect(state(page)).to_have_text("验证已通过。")
    shot(page, "passed")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="提交")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("已收到")


def test_a_press_waits_for_the_work_and_says_so(page: Page, url: str) -> None:
    held: list[Route] = []
    page.route("**/challenge/", lambda route: held.append(route))
    page.goto(url)
    page.get_by_label("内容").fill("榕树断枝")
    page.get_by_role("button", name="提交").click(no_wait_after=True)
    expect(state(page)).to_have_text("正在验证，请稍候……")
    expect(page.locator("h1")).to_have_text("反映古树情况")
    held[0].continue_()
    expect(page.locator("h1")).to_have_text("已收到")


def test_two_clicks_send_it_once(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_label("内容").fill("榕树断枝")
    expect(state(page)).to_have_text("验证已通过。")
    page.get_by_role("button", name="提交").dblclick(no_wait_after=True)
    expect(page.locator("h1")).to_have_text("已收到")


def test_where_the_challenge_is_refused_the_form_waits(page: Page, url: str, settings: Settings) -> None:
    settings.PROOF_OF_WORK_RATE, settings.WAITING_PROOF_SECONDS = "0/m", 1
    page.goto(url)
    page.get_by_label("内容").fill("榕树断枝")
    expect(state(page)).to_have_text("浏览器没有自动验证：请在打开本页 1 秒以后提交。")
    page.wait_for_timeout(2000)
    page.get_by_role("button", name="提交").click()
    expect(page.locator("h1")).to_have_text("已收到")


def test_without_scripts_who_waits_is_heard(browser: Browser, url: str, settings: Settings) -> None:
    settings.WAITING_PROOF_SECONDS = 8
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(url)
        assert page.get_by_text("请在打开本页 8 秒以后提交").is_visible()
        assert not page.get_by_text("请不要填写").is_visible()
        page.get_by_label("内容").fill("榕树断枝")
        page.get_by_role("button", name="提交").click()
        expect(page.locator(".errorlist")).to_contain_text("秒再提交一次")
        shot(page, "too-soon")
        expect(page.get_by_label("内容")).to_have_value("榕树断枝")
        page.wait_for_timeout(9000)
        page.get_by_role("button", name="提交").click()
        expect(page.locator("h1")).to_have_text("已收到")


@pytest.mark.parametrize("address", [TELL, f"{TELL}?display=elder", f"{TELL}?display=accessible", f"/zh-hant{TELL}"])
def test_no_rule_is_broken(page: Page, url: str, site_url: SiteUrl, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site_url(HOST, address))
    assert broken_rules(page) == []
    page.locator("textarea").fill("榕树断枝")
    expect(state(page)).to_have_text("驗證已通過。" if "hant" in address else "验证已通过。")
    assert broken_rules(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, address.strip("/").replace("/", "-").replace("?", "-"))
