"""A Chromium that serves all browser tests of a worker."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from playwright.sync_api import Browser, expect, sync_playwright

expect.set_options(timeout=30_000)  # of what is waited for: machines are busy
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Chromium:
    """Playwright's event loop belongs to the thread of the tests and passes for running from start to stop.

    Where a loop runs Django refuses the ORM, and keeps other connections than elsewhere. So the loop is put away
    between browser tests, and in them Django is handed the connections that it has outside.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.manager = sync_playwright()
        self.playwright = self.manager.start()
        self.loop = asyncio.get_running_loop()
        self.browser = self._launch()
        asyncio._set_running_loop(None)

    def _launch(self) -> Browser:
        return self.playwright.chromium.launch(executable_path=self.path, headless=True, args=FLAGS)

    @contextmanager
    def running(self) -> Iterator[Browser]:
        own = {alias: connections[alias] for alias in connections}
        asyncio._set_running_loop(self.loop)
        try:
            for alias, connection in own.items():
                connections[alias] = connection
            if not self.browser.is_connected():  # an earlier test has brought it down
                self.browser = self._launch()
            yield self.browser
            for context in self.browser.contexts:
                context.close()
        finally:
            asyncio._set_running_loop(None)

    def stop(self) -> None:
        asyncio._set_running_loop(self.loop)
        self.browser.close()
        self.playwright.stop()
