"""Banner, mourning, leaving notice and errors as a browser shows them, and what axe finds there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page

from demo.weather import keep_invented_weather
from sites.approval import ledger
from sites.pages.outbound.links import exit_notice_path
from sites.website.enums import NoticeKind
from sites.website.models.site_notice import SiteNotice
from tests.axe import broken_rules
from tests.factories import published
from tests.staffed import Staffed

SiteUrl = Callable[[str, str], str]
ALL_RULES = {"resultTypes": ["violations"]}


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        yield context.new_page()


def notice(kind: NoticeKind, message: str) -> SiteNotice:
    now = timezone.now()
    ends = now + timedelta(hours=1)
    link = "https://www.example.org/"
    return SiteNotice.objects.create(kind=kind, message=message, link=link, starts_at=now, ends_at=ends)


def violations(page: Page) -> list[str]:
    found: list[str] = []
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        rows = broken_rules(page, ALL_RULES)
        found += [f"{page.url} {width}: {row['id']} {node['target']}" for row in rows for node in row["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{page.url} {width}: scrolls sideways")
    return found


def test_a_phone_shows_the_banner_first_and_mourning_in_grey(
    phone: Page, bureau: Staffed, live_server: Any, site_url: SiteUrl
) -> None:
    cache.clear()
    for kind in NoticeKind:
        notice(kind, f"{kind.label}：今天二十二时至二十四时，网站停机维护，请提前办理有关事项。")
    for path in ("/", "/nothing/"):
        phone.goto(site_url("jyj.localhost", path))
        boxes = [each.bounding_box() for each in phone.locator(".site-notice").all()]
        assert len(boxes) == len(NoticeKind)
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
        assert boxes[0]["y"] < phone.locator("header").first.bounding_box()["y"]
        assert "突发事件" in phone.locator(".site-notice").first.inner_text()
        assert phone.evaluate("getComputedStyle(document.documentElement).filter") == "grayscale(1)"
        assert phone.locator(".site-notice a").first.bounding_box()["height"] >= 44
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    # What is fixed to the window stays there although the root has a filter.
    phone.goto(site_url("jyj.localhost", "/"))
    top = """() => {
      const mark = document.body.appendChild(document.createElement('p'))
      mark.style.position = 'fixed'
      mark.style.top = '5px'
      scrollTo({top: 500, behavior: 'instant'})
      return [scrollY, mark.getBoundingClientRect().top - parseFloat(getComputedStyle(mark).marginTop)]
    }"""
    scrolled, place = phone.evaluate(top)
    assert scrolled > 0
    assert place == 5


def test_axe_finds_nothing_on_notices_errors_and_the_leaving_page(
    phone: Page, bureau: Staffed, live_server: Any, site_url: SiteUrl, settings: Any, tmp_path: Path
) -> None:
    cache.clear()
    gone = published(bureau.column, slug="gone")
    with ledger.acting(ledger.Actor(), "测试"):
        gone.unpublish()
    keep_invented_weather()
    found: list[str] = []

    def look(path: str, host: str = "jyj.localhost") -> None:
        phone.goto(site_url(host, path))
        for panel in phone.locator(".weather").all():
            panel.evaluate("each => each.open = true")
        found.extend(violations(phone))

    for path in (
        exit_notice_path("https://www.example.org/a"),
        "/nothing/",
        "/news/activities/gone/",
        "/news/activitis/",
    ):
        look(path)
        look(f"{path}{'&' if '?' in path else '?'}display=elder")
        look(f"{path}{'&' if '?' in path else '?'}display=normal")
    look("/", "nobody.localhost")
    for kind in set(NoticeKind) - {NoticeKind.MOURNING}:
        notice(kind, "今晚停机维护")
    look("/")
    settings.MAINTENANCE_FILE = str(tmp_path / "maintenance")
    Path(settings.MAINTENANCE_FILE).touch()
    look("/")
    assert not found, "\n".join(found)


def test_one_goes_on_or_back_with_the_keyboard(
    phone: Page, bureau: Staffed, live_server: Any, site_url: SiteUrl
) -> None:
    """Without a script and without waiting for anybody."""
    elsewhere = site_url("nobody.localhost", "/")
    body = f'<p><a href="{elsewhere}">外面的网站</a></p>'
    path = published(bureau.column, slug="links", body=[("paragraph", body)]).get_url_parts()[2]
    phone.goto(site_url("jyj.localhost", path))
    phone.get_by_role("link", name="外面的网站").press("Enter")
    phone.wait_for_url("**/leaving/**")
    assert elsewhere in phone.locator("dl").inner_text()
    phone.get_by_role("link", name="返回", exact=True).press("Enter")
    phone.wait_for_url(f"**{path}")
    phone.go_back()
    phone.get_by_role("link", name="继续访问").press("Enter")
    phone.wait_for_url(elsewhere)
    assert phone.evaluate("document.referrer") == ""
