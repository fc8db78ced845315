"""What article.js adds: the beacon, sizes of the text, copying the address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from unittest import mock
from urllib.parse import urlsplit

import pytest

from sites.pages.models.article_page import ArticlePage
from sites.pages.models.reading_count import ReadingCount
from sites.website.reading.buffer import ReadingBuffer
from tests.factories import published
from tests.staffed import Staffed
from tests.website.test_reading import PERSON

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOST = "jyj.localhost"


@pytest.fixture
def waiting() -> Iterator[ReadingBuffer]:
    fresh = ReadingBuffer()
    with mock.patch("sites.website.reading.views.buffer", fresh):
        yield fresh


@pytest.fixture
def opened(
    bureau: Staffed, browser: Browser, site_url: Callable[[str, str], str], waiting: ReadingBuffer
) -> Iterator[tuple[Page, ArticlePage]]:
    """An article in the browser of a person (a headless Chromium says that it is none)."""
    article = published(bureau.column)
    context = browser.new_context(user_agent=PERSON, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    with page.expect_response("**/reading/**") as beacon:
        page.goto(site_url(HOST, urlsplit(article.get_url()).path))
    assert beacon.value.status == 204
    yield page, article
    context.close()


def test_a_reading_is_counted_once(opened: tuple[Page, ArticlePage], waiting: ReadingBuffer) -> None:
    page, article = opened
    with page.expect_response("**/reading/**"):
        page.reload()
    waiting.flush()
    assert ReadingCount.objects.get(page=article).readings == 1
    page.reload()
    assert "阅读次数" in page.locator(".byline").inner_text()


def test_sizes_change_at_once_and_are_remembered(opened: tuple[Page, ArticlePage]) -> None:
    page, _article = opened

    def size() -> float:
        return page.evaluate("parseFloat(getComputedStyle(document.querySelector('.article__body')).fontSize)")

    def button(name: str) -> Any:
        return page.get_by_role("group", name="字号").get_by_role("button", name=name)

    normal = size()
    assert page.get_by_role("group", name="字号").get_by_role("link").count() == 0
    button("大").click()
    assert size() > normal
    assert button("大").get_attribute("aria-pressed") == "true"
    page.reload()
    assert size() > normal
    button("小").click()
    assert size() < normal
    button("中").click()
    assert size() == normal


def test_the_address_is_copied(opened: tuple[Page, ArticlePage]) -> None:
    page, _article = opened
    page.get_by_role("button", name="复制链接").click()
    page.get_by_text("链接已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_page_that_nobody_looks_at_is_not_counted(
    bureau: Staffed, browser: Browser, site_url: Callable[[str, str], str], waiting: ReadingBuffer
) -> None:
    context = browser.new_context(user_agent=PERSON)
    page, sent = context.new_page(), []
    page.on("request", lambda request: sent.append(request.url) if "/reading/" in request.url else None)
    page.add_init_script("Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true})")
    page.goto(site_url(HOST, urlsplit(published(bureau.column).get_url()).path))
    page.wait_for_load_state("networkidle")
    assert sent == []
    with page.expect_response("**/reading/**"):
        page.evaluate(
            "Object.defineProperty(document, 'visibilityState', {value: 'visible', configurable: true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    context.close()
