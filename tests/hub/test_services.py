"""A test whose service is absent is named at the end, or fails with REQUIRE_SERVICES=1; it never vanishes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from wagtail.models import Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
WITHOUT = {
    "browser": ("CHROMIUM", "浏览器"),
    "elasticsearch": ("ELASTICSEARCH_URL", "Elasticsearch"),
    "elasticsearch_faults": ("ELASTICSEARCH_START", "Elasticsearch 自有节点"),
    "postgres": ("DATABASE_URL", "PostgreSQL"),
    "corpus": ("CORPUS", "语料"),
}


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """An empty suite that knows the services of this project and finds none of them."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("REQUIRE_SERVICES", raising=False)
    for variable, _ in WITHOUT.values():
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("CHROMIUM", "/nonexistent/chromium")
    pytester.makeini("[pytest]\nmarkers =\n" + "".join(f"    {marker}\n" for marker in WITHOUT))
    return pytester


def run(suite: pytest.Pytester, *options: str) -> pytest.RunResult:
    return suite.runpytest_subprocess("-p", "tests.services", "-p", "no:django", *options)


def make_one_test_of_each(suite: pytest.Pytester) -> None:
    lines = [f"@pytest.mark.{marker}\ndef test_{marker}(): raise AssertionError" for marker in WITHOUT]
    suite.makepyfile("\n".join(["import pytest", *lines, "def test_plain(): pass"]))


@pytest.mark.parametrize("workers", ["0", "2"])
def test_absent_services_are_named_at_the_end(suite: pytest.Pytester, workers: str) -> None:
    make_one_test_of_each(suite)
    result = run(suite, "-n", workers)
    result.assert_outcomes(passed=1, skipped=len(WITHOUT))
    for _, name in WITHOUT.values():
        result.stdout.fnmatch_lines([f"未能运行：{name}：*（1 项测试）"])


def test_absent_services_fail_when_services_are_required(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUIRE_SERVICES", "1")
    make_one_test_of_each(suite)
    result = run(suite)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    # A failure in set-up is an "error" in pytest's words.
    result.assert_outcomes(passed=1, errors=len(WITHOUT))
    for _, name in WITHOUT.values():
        result.stdout.fnmatch_lines([f"REQUIRE_SERVICES=1: *{name}*"])


def test_a_service_test_cannot_skip_itself_when_services_are_required(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUIRE_SERVICES", "1")
    monkeypatch.setenv("CORPUS", str(suite.makefile(".gz", "")))
    suite.makepyfile("import pytest\n@pytest.mark.corpus\ndef test_needs_it(): pytest.skip('not today')")
    run(suite).assert_outcomes(failed=1)


def test_present_service_runs(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPUS", str(suite.makefile(".gz", "")))
    suite.makepyfile("import pytest\n@pytest.mark.corpus\ndef test_needs_it(): pass")
    result = run(suite)
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*未能运行*")


def test_asking_for_chromium_makes_a_browser_test(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
        import pytest
        @pytest.fixture
        def chromium_path(): raise AssertionError
        def test_needs_it(chromium_path): pass
    """)
    run(suite).assert_outcomes(skipped=1)


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_postgres_pass_runs_on_postgres() -> None:
    assert connection.vendor == "postgresql"
    assert Page.objects.filter(depth=1).exists()


@pytest.mark.story
def test_browser_reaches_hosts_of_the_group(browser: Browser, site_url: Callable[[str, str], str]) -> None:
    """A host that belongs to no site gets a plain 404 page, while the test itself uses the ORM."""
    page = browser.new_page()
    response = page.goto(site_url("nobody.localhost", "/"))
    assert response
    assert response.status == 404
    assert page.evaluate("location.hostname") == "nobody.localhost"
    assert get_user_model().objects.count() == 0


@pytest.fixture
def own_connection() -> BaseDatabaseWrapper:
    return connections["default"]


def test_orm_keeps_its_connection_beside_playwright(own_connection: BaseDatabaseWrapper, browser: Browser) -> None:
    assert connections["default"] is own_connection


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_flushed_database_has_its_root_page_again(turn: int) -> None:
    assert Page.objects.filter(depth=1).count() == 1


def test_no_event_loop_outlives_a_browser_test() -> None:
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()
