"""WCAG 2.2 AA by axe, contrast included: every type of page in every mode and script, on phones and desktops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hub.display.preferences import Contrast, Mode
from sites.organisation.models.unit import Unit
from sites.pages.models.link_page import LinkPage
from tests.axe import broken_rules
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.visits import image
from tests.website.page_types import every_page_type

VIEWPORTS = {360: 740, 1440: 900}

SiteUrl = Callable[[str, str], str]

# What stands over a whole link or card must let it shine through: axe does not look behind it.
PAINTED_OVER = """() => [...document.querySelectorAll("body *")].flatMap(each => ["::before", "::after"]
  .map(part => getComputedStyle(each, part))
  .filter(style => style.content !== "none" && style.position === "absolute")
  .filter(style => parseFloat(style.width) > 40 && parseFloat(style.height) > 20)
  .filter(style => style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none")
  .map(() => each.outerHTML.slice(0, 120)))"""


@pytest.fixture
def pages(bureau: Staffed, portal: Staffed, live_server: Any) -> dict[str, tuple[str, str]]:
    """With addresses, pages of lists, years and links, so that everything a page can have is looked at."""
    Unit.objects.update(telephone="0753-0000000", address="示例路1号")
    found = every_page_type(bureau)
    for number in range(21):
        published(bureau.column, title=f"关于做好第{number}项便民服务工作的情况", summary="方便群众办事。")
    published(column_of(bureau.site, "documents"), title="关于印发要点的通知", written_on=date(2019, 3, 1))
    published(column_of(portal.site, "news/notices"), title="关于举办招聘会的公告", cover=image(bureau))
    link = LinkPage(title="示例网站", address="https://www.example.com/", note="外部网站")
    published(bureau.site.home.specific, link)
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def violations(page: Page, url: str, display: str = "normal") -> list[str]:
    """What axe finds in both widths, and whether the page scrolls sideways."""
    found: list[str] = []
    page.goto(f"{url}{'&' if '?' in url else '?'}display={display}")
    for width, height in VIEWPORTS.items():
        page.set_viewport_size({"width": width, "height": height})
        for rule in broken_rules(page):
            found += [
                f"{display} {url} {width} px: {rule['id']} {node['target']} {node['failureSummary']}"
                for node in rule["nodes"]
            ]
        if (beyond := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            found.append(f"{display} {url} {width} px: {beyond} px too wide")
    return found


@pytest.mark.parametrize(
    ("mode", "script"), [*((mode, "") for mode in Mode), (Mode.NORMAL, "/zh-hant")], ids=[*Mode.values, "zh-hant"]
)
def test_no_page_violates_a_rule(
    page: Page, pages: dict[str, tuple[str, str]], site_url: SiteUrl, mode: Mode, script: str
) -> None:
    found: list[str] = []
    for host, path in pages.values():
        found += violations(page, site_url(host, script + path), mode)
    assert not found, "\n".join(found)


def test_every_contrast_theme_keeps_text_readable(
    page: Page, pages: dict[str, tuple[str, str]], site_url: SiteUrl
) -> None:
    """On a home and an article, with other settings at their ends, and once in the elder layout."""
    found: list[str] = []
    at_their_ends = "line:wider.letter:wider.caption:on.ruler:on"
    for contrast in Contrast:
        for name in ("portal home", "article"):
            display = f"{Mode.ACCESSIBLE}.contrast:{contrast}.text:200.{at_their_ends}"
            found += violations(page, site_url(*pages[name]), display)
            painted = page.evaluate(PAINTED_OVER) if contrast != Contrast.SITE else []
            found += [f"{display} {name}: painted over {each}" for each in painted]
        display = f"{Mode.ELDER}.contrast:{contrast}.text:150.{at_their_ends}"
        found += violations(page, site_url(*pages["column with pictures"]), display)
    assert not found, "\n".join(found)
