from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.db import connection, connections
from pytest_django.plugin import blocking_manager_key

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

pytest_plugins = ["pytester", "tests.services"]

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The portal and two departments, with their 90 pages, are opened once; a test that asks for one finds it there."""
    from sites.pages.provisioning.actions import create_site
    from tests.factories import education_unit, finance_unit, portal_unit

    with django_db_blocker.unblock():
        create_site(portal_unit())
        create_site(education_unit())
        create_site(finance_unit(), channel=True)
        # Tests on a live server come back to this, see pytest_runtest_teardown.
        connection._test_serialized_contents = connection.creation.serialize_db_to_string()


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    """What is cached, or kept by the process, is of the last test's database; each test has its own sites."""
    cache.clear()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of the system's Chromium; a test that asks for it counts as a browser test."""
    from tests.services import find_chromium  # not at the top: pytest rewrites a plugin's asserts when it loads it

    path = find_chromium()
    assert path
    return path


@pytest.fixture
def browser(chromium_path: str, django_db_setup: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A headless Chromium of the test's own.

    Playwright's event loop runs in the test's thread. There Django would refuse the ORM, and then give it a second
    connection, which stays open and keeps PostgreSQL from dropping the test database. So the ORM is allowed and handed
    its own connections, and the loop ends with the test (half a second to start and stop both).
    """
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    own = {alias: connections[alias] for alias in connections}
    with sync_playwright() as playwright:
        for alias, connection in own.items():
            connections[alias] = connection
        chromium = playwright.chromium.launch(executable_path=chromium_path, headless=True, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def site_url(live_server: LiveServer) -> Callable[[str, str], str]:
    """`site_url("portal.localhost", "/path/")` on the live server: Chromium finds *.localhost on loopback by itself."""
    port = live_server.thread.port
    return lambda host, path="/": f"http://{host}:{port}{path}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After a test on a live server the database is flushed; what the migrations put there is needed again."""
    result = yield
    mark = item.get_closest_marker("django_db")
    if nextitem is not None and mark is not None and mark.kwargs.get("serialized_rollback"):
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    return result
