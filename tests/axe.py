"""axe in the browser: brought into a page once, however often it is asked there, because it is half a megabyte."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


def broken_rules(page: Page, options: dict[str, Any] = OPTIONS) -> list[dict[str, Any]]:
    """Each rule that the page breaks as it stands, with its `nodes`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate("options => axe.run(options).then(found => found.violations)", options)
