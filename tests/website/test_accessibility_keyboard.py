"""With the keyboard alone: past the navigation, into the accessible mode, through its tools and out again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.factories import published
from tests.staffed import Staffed

SiteUrl = Callable[[str, str], str]
HOST = "jyj.localhost"
MOST_STOPS = 60


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext, bureau: Staffed, live_server: Any) -> Page:
    for number in range(3):
        published(bureau.column, title=f"第{number}条工作动态", summary="一句话。")
    return context.new_page()


def data(page: Page) -> dict[str, str]:
    return page.evaluate("({...document.documentElement.dataset})")


def cookies(context: BrowserContext) -> dict[str, str]:
    return {each["name"]: each["value"] for each in context.cookies()}


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until what `selector` names has the focus; every stop on the way must show that it has it."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();"
            " return [e.outerHTML.slice(0, 90), s.outlineStyle !== 'none', b.width > 0 && b.height > 0] }"
        )
        assert seen[1:] == [True, True], f"no visible focus: {seen[0]}"
        if page.locator(selector).first.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {selector}")


def press(page: Page, keys: str) -> None:
    page.keyboard.press(keys)


def ready(page: Page) -> None:
    """Scripts of the toolbar have started."""
    page.wait_for_load_state("networkidle")


def test_the_first_stop_leads_past_the_navigation(page: Page, site_url: SiteUrl) -> None:
    for display in ("normal", "accessible", "elder"):
        page.goto(site_url(HOST, f"/news/activities/?display={display}"))
        press(page, "Tab")
        skip = page.locator(".skip-link")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        press(page, "Enter")
        expect(page.locator("main")).to_be_focused()
        press(page, "Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_into_the_mode_larger_another_theme_and_out(page: Page, context: BrowserContext, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/news/activities/"))
    ready(page)
    tab_to(page, "a[href*='mode=accessible']")
    press(page, "Enter")
    expect(page.locator(".display-bar")).to_be_visible()
    assert page.url == site_url(HOST, "/news/activities/")
    ready(page)
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    tab_to(page, "button[data-step=up]")
    press(page, "Enter")
    press(page, "Space")
    assert data(page)["text"] == "150"
    after = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    assert after == pytest.approx(before * 1.5)
    tab_to(page, "summary:has-text('配色')")
    press(page, "Enter")
    tab_to(page, "button[value=yellow-on-black]")
    press(page, "Enter")
    expect(page.locator("button[value=yellow-on-black]")).to_have_attribute("aria-pressed", "true")
    style = "each => (style => [style.color, style.backgroundColor])(getComputedStyle(each))"
    colours = page.locator("main").evaluate(style)
    assert colours == ["rgb(255, 255, 0)", "rgb(0, 0, 0)"]
    press(page, "Escape")
    expect(page.locator("summary:has-text('配色')")).to_be_focused()
    assert cookies(context)["display"] == "accessible.text:150.contrast:yellow-on-black"
    page.goto(site_url(HOST, "/"))  # the server shows the same at once
    assert data(page) == {"mode": "accessible", "text": "150", "contrast": "yellow-on-black"}
    ready(page)
    tab_to(page, "button[name=mode]")
    press(page, "Enter")
    expect(page.locator(".display-bar")).to_be_hidden()
    assert cookies(context) == {}


def test_shortcuts_open_close_and_set(page: Page, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/"))
    ready(page)
    press(page, "Alt+Shift+KeyL")  # nothing to set in the normal mode
    assert data(page) == {}
    press(page, "Alt+Shift+KeyA")
    expect(page.locator(".display-bar")).to_be_visible()
    ready(page)
    press(page, "Alt+Shift+KeyA")
    expect(page.locator("#display-tools")).to_be_hidden()
    expect(page.locator("button[name=bar]")).to_be_focused()
    press(page, "Alt+Shift+KeyA")
    expect(page.locator("#display-tools")).to_be_visible()
    press(page, "Alt+Shift+Equal")
    expect(page.locator("html")).to_have_attribute("data-text", "125")
    press(page, "Alt+Shift+Minus")
    expect(page.locator("html")).not_to_have_attribute("data-text", re.compile("."))
    press(page, "Alt+Shift+KeyL")
    expect(page.locator(".display-ruler")).to_be_visible()
    press(page, "Alt+Shift+KeyK")
    expect(page.locator("#display-help")).to_be_visible()
    assert "Alt + Shift + A" in page.locator("#display-help").inner_text()
    press(page, "Escape")
    expect(page.locator("#display-help")).to_be_hidden()


def test_shortcuts_can_be_turned_off_for_good(page: Page, context: BrowserContext, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/display/"))
    page.get_by_role("group", name="快捷键").get_by_label("关").check()
    page.get_by_role("button", name="保存").click()
    ready(page)
    assert (data(page), cookies(context)["display"]) == ({"keys": "off"}, "normal.keys:off")
    press(page, "Alt+Shift+KeyA")
    page.wait_for_timeout(300)
    assert data(page) == {"keys": "off"}


def test_the_caption_follows_focus_and_pointer_and_is_for_eyes_only(page: Page, site_url: SiteUrl) -> None:
    page.goto(site_url(HOST, "/news/activities/?display=accessible.caption:on.ruler:on"))
    ready(page)
    caption, ruler = page.locator(".display-caption"), page.locator(".display-ruler")
    link = page.get_by_role("link", name="第1条工作动态")
    link.focus()
    expect(caption).to_have_text("第1条工作动态")
    page.wait_for_timeout(600)  # scrolling there is smooth
    line, box = ruler.bounding_box(), link.bounding_box()
    assert line
    assert box
    assert line["y"] == pytest.approx(box["y"] + box["height"], abs=2)
    page.locator("main p", has_text="一句话").first.hover()
    expect(caption).to_have_text("一句话。")
    for each in (caption, ruler):
        assert each.get_attribute("aria-hidden") == "true"
    size = caption.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    assert size >= 24


SPEECH = """
  const said = [];
  const voices = %s;
  const fake = new EventTarget();
  Object.assign(fake, {
    speaking: false, paused: false, getVoices: () => voices,
    speak(u) { said.push([u.text, u.lang]); fake.speaking = true; u.dispatchEvent(new Event("start")); },
    cancel() { fake.speaking = false; }, pause() { fake.paused = true; }, resume() { fake.paused = false; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: fake });
  window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
  window.said = said;
"""


@pytest.fixture
def article(bureau: Staffed) -> str:
    body = [("paragraph", "<p>第一句。第二句！</p><p>最后一句。</p>")]
    return published(bureau.column, title="读给您听", body=body).url.removeprefix(f"http://{HOST}")


def test_the_page_a_selection_or_what_is_pointed_at_is_read_in_chinese(
    page: Page, article: str, site_url: SiteUrl
) -> None:
    page.add_init_script(SPEECH % '[{lang: "en-US"}, {lang: "zh-HK"}, {lang: "zh-CN"}]')
    page.goto(site_url(HOST, f"{article}?display=accessible"))
    ready(page)
    page.get_by_role("button", name="朗读本页").click()
    expect(page.locator("[data-reader-message]")).to_have_text("正在朗读本页。")
    said = page.evaluate("said.splice(0)")
    texts = [text for text, _language in said]
    assert texts[0] == "读给您听"
    at = texts.index("第一句。")
    assert texts[at : at + 3] == ["第一句。", "第二句！", "最后一句。"]
    assert {language for _text, language in said} == {"zh-CN"}
    page.get_by_role("button", name="暂停").click()
    expect(page.get_by_role("button", name="暂停")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="停止").click()
    expect(page.locator("[data-reader-message]")).to_have_text("")
    assert not page.evaluate("speechSynthesis.speaking")
    page.get_by_text("最后一句。").first.evaluate("each => getSelection().selectAllChildren(each)")
    page.keyboard.press("Alt+Shift+KeyR")
    expect(page.locator("[data-reader-message]")).to_have_text("正在朗读选中的文字。")
    assert [text for text, _language in page.evaluate("said.splice(0)")] == ["最后一句。"]
    page.get_by_role("button", name="指读").click()
    page.locator("h1").hover()
    expect(page.locator("h1")).to_have_class(re.compile("display-reading"))
    assert page.evaluate("said.splice(0)")[-1][0] == "读给您听"


def test_a_browser_without_a_chinese_voice_says_so(page: Page, article: str, site_url: SiteUrl) -> None:
    page.add_init_script(SPEECH % '[{lang: "en-US"}]')
    page.goto(site_url(HOST, f"{article}?display=elder"))
    ready(page)
    page.get_by_role("button", name="朗读本页").click()
    expect(page.locator("[data-reader-message]")).to_contain_text("没有中文语音")
    assert page.evaluate("said") == []
