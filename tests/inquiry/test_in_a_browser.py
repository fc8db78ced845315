"""A citizen's whole way on a phone and a desktop: axe clean at each step, with scripts, without, in every mode."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sites.casework.models.case import Case
from tests.axe import broken_rules
from tests.casework.desk import CODE, Desk, answered, in_hand
from tests.factories import published
from tests.hub.sent_files import samples
from tests.inquiry.citizen import LETTER, PORTAL
from tests.inquiry.test_published import PUBLIC

SiteUrl = Callable[[str, str], str]
MODES = {"": "", "zh-hant": "/zh-hant", "elder": "?display=elder"}


@pytest.fixture(autouse=True)
def presses_are_not_waited_for(settings: Any) -> None:
    settings.WAITING_PROOF_SECONDS, settings.WAITING_PROOF_RATE = 0, "1000/h"
    settings.PROOF_OF_WORK_TRIES, settings.PROOF_OF_WORK_ROUNDS = 5, 10


@pytest.fixture(params=[360, 1280])
def page(browser: Browser, request: Any) -> Iterator[Page]:
    with browser.new_context(viewport={"width": request.param, "height": 800}) as context:
        yield context.new_page()


def look(page: Page, name: str) -> None:
    """axe finds nothing, and nothing is wider than the screen."""
    if folder := os.environ.get("SCREENSHOTS"):
        width = page.viewport_size["width"]
        page.screenshot(path=Path(folder) / f"letters-{name}-{width}.png", full_page=True)
    found = [f"{rule['id']} {node['target']} {node['failureSummary']}" for rule in broken_rules(page)
             for node in rule["nodes"]]  # fmt: skip
    if (beyond := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        found.append(f"{beyond} px too wide")
    assert not found, f"{name}: {found}"


def photo(name: str) -> Any:
    content = samples.picture(size=(64, 40 + len(name)))
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def fill(page: Page, **values: str) -> None:
    for name, value in ({name: value for name, value in LETTER.items() if name != "agrees"} | values).items():
        page.fill(f"main [name={name}]", value)
    page.check("main [name=agrees]")


def press(page: Page, button: str) -> None:
    """And wait for the answer: files are judged first."""
    with page.expect_navigation():
        page.click(f"button[value={button}]")


@pytest.mark.parametrize("mode", MODES, ids=["normal", "zh-hant", "elder"])
def test_the_whole_way(page: Page, site_url: SiteUrl, desk: Desk, mode: str) -> None:
    prefix = MODES[mode] if mode == "zh-hant" else ""
    page.goto(site_url(PORTAL, f"{prefix}/letters/{MODES[mode] if mode == 'elder' else ''}"))
    look(page, f"index-{mode}")
    page.click("main a[href*='write/consultation']")
    press(page, "check")
    look(page, f"errors-{mode}")
    assert page.evaluate("document.activeElement.className") == "letter-problems"
    fill(page, title="校车时间几点")
    page.select_option("[name=to]", "jyj")
    page.set_input_files("[name=attachment]", [photo("王某家门口.jpg"), photo("第二张.jpg")])
    press(page, "check")
    look(page, f"check-{mode}")
    press(page, "edit")
    look(page, f"files-{mode}")
    page.check("[name=drop] >> nth=1")
    press(page, "check")
    assert "第二张" not in page.inner_text("main")
    press(page, "send")
    page.wait_for_url("**/letters/sent/")
    look(page, f"sent-{mode}")
    case = Case.objects.get()
    code = page.locator(".letter-facts--large dd").nth(1).inner_text()
    page.click("main a[href$='/letters/status/']")
    page.fill("[name=number]", case.number)
    page.fill("[name=code]", "wrong99")
    page.click("main form button")
    look(page, f"wrong-{mode}")
    page.fill("[name=code]", code)
    page.click("main form button")
    look(page, f"status-{mode}")
    for summary in page.locator("main summary").all():
        if not summary.evaluate("each => each.parentElement.open"):
            summary.click()
    look(page, f"status-open-{mode}")
    page.click("main button:has-text('催')")
    page.wait_for_url("**done=urge")
    look(page, f"urged-{mode}")


def test_without_scripts(browser: Browser, site_url: SiteUrl, desk: Desk) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_url(PORTAL, "/letters/write/suggestion/?unit=jyj"))
        fill(page)
        page.click("button[value=check]")
        page.click("button[value=send]")
        page.wait_for_url("**/letters/sent/")
        number, code = (page.locator(".letter-facts--large dd").nth(n).inner_text() for n in (0, 1))
        page.goto(site_url(PORTAL, "/letters/status/"))
        page.fill("[name=number]", number)
        page.fill("[name=code]", code)
        page.click("main form button")
        assert number in page.inner_text("h1")


def test_what_others_read(page: Page, site_url: SiteUrl, desk: Desk) -> None:
    case = answered(desk, in_hand(desk, wishes_public=True), **PUBLIC)
    article = published(desk.place.column, title="校车时刻表")
    pages = {
        "published": ("jyj.localhost", f"/letters/{case.number}/"),
        "list": (PORTAL, "/letters/"),
        "figures": (PORTAL, "/letters/figures/"),
        "lost": (PORTAL, "/letters/code/"),
        "page-error": ("jyj.localhost", f"/letters/write/page_error/?page={article.pk}"),
        "leader": (PORTAL, "/letters/write/leader/"),
        "gone": (PORTAL, "/letters/sent/"),
        "article": ("jyj.localhost", article.get_url().removeprefix("http://jyj.localhost")),
    }
    for name, (host, path) in pages.items():
        page.goto(site_url(host, path))
        look(page, name)
    page.goto(site_url(PORTAL, "/letters/status/"))
    page.fill("[name=number]", case.number)
    page.fill("[name=code]", CODE)
    page.click("main form button")
    look(page, "answered")


def test_a_tab_that_is_loaded_again_keeps_what_was_written(browser: Browser, site_url: SiteUrl, desk: Desk) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url(PORTAL, "/letters/write/suggestion/"))
        page.type("[name=text]", "写了一半")
        page.reload()
        assert page.input_value("[name=text]") == "写了一半"
        page.goto(site_url(PORTAL, "/letters/"))
        page.goto(site_url(PORTAL, "/letters/write/suggestion/"))
        assert page.input_value("[name=text]") == ""
