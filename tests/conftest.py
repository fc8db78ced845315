from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.cache import cache

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

    from tests.chromium import Chromium

pytest_plugins = ["pytester", "tests.services", "tests.database", "tests.phases", "tests.threads", "tests.staffed"]


# What takes minutes begins first, so that all workers end together.
LONGEST = (
    "tests/opencat/test_import_corpus.py", "tests/isolation/", "tests/search/test_relevance.py",
    "tests/search/test_contract.py", "tests/search/test_elasticsearch_faults.py", "tests/upgrade/",
)  # fmt: skip


def pytest_xdist_auto_num_workers() -> int:
    """Three on two cores: four tenths of the time, workers wait for the browser, PostgreSQL and Elasticsearch."""
    cores = len(os.sched_getaffinity(0))
    return cores + cores // 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector of garbage looks through it no more."""
    gc.collect()
    gc.freeze()


def open_sites() -> None:
    """The portal and two departments, with their 90 pages; a test that asks for one finds it there."""
    from sites.pages.provisioning.actions import create_site
    from tests.factories import education_unit, finance_unit, portal_unit

    create_site(portal_unit())
    create_site(education_unit())
    create_site(finance_unit(), channel=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Takes the place of pytest-django's, which migrates in each worker."""
    from tests.database import ready_copies, restore_after_commits

    with django_db_blocker.unblock():
        copies = ready_copies(open_sites)
    with pytest.MonkeyPatch.context() as patch:
        restore_after_commits(copies, patch)
        yield
    with django_db_blocker.unblock():
        copies.drop()


@pytest.fixture(autouse=True)
def _logging_stays_on() -> Iterator[None]:
    """What code of a child process turned off here would be missing from the logs that later tests read."""
    yield
    assert not logging.root.manager.disable


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    """What is cached, kept by the process, or written down of the ledger is of the last test's database."""
    cache.clear()
    Path(settings.LEDGER_ANCHOR_FILE).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of the system's Chromium; a test that asks for it counts as a browser test."""
    from tests.services import find_chromium  # not at the top: pytest rewrites a plugin's asserts when it loads it

    path = find_chromium()
    assert path
    return path


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Chromium]:
    """One headless Chromium a worker: half a second to start and stop it with Playwright."""
    from tests.chromium import Chromium  # not at the top: Playwright takes half a second to import

    chromium = Chromium(chromium_path)
    yield chromium
    chromium.stop()


@pytest.fixture
def browser(chromium: Chromium, django_db_setup: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The worker's Chromium, without what other tests opened in it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium.running() as browser:
        yield browser


@pytest.fixture(scope="session")
def _server() -> Iterator[LiveServer]:
    from pytest_django.live_server_helper import LiveServer

    server = LiveServer("localhost", start=False)
    server.thread.connections_override.clear()  # each of its threads has a connection of its own
    server.start()
    yield server
    server.stop()


@pytest.fixture
def live_server(threaded_db: None, _server: LiveServer) -> LiveServer:
    """Takes the place of pytest-django's, whose threads share one connection of SQLite, and so their transactions."""
    return _server


@pytest.fixture
def site_url(live_server: LiveServer) -> Callable[[str, str], str]:
    """`site_url("portal.localhost", "/path/")` on the live server: Chromium finds *.localhost on loopback by itself."""
    port = live_server.thread.port
    return lambda host, path="/": f"http://{host}:{port}{path}"
