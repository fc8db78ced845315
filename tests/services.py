"""Tests name the service they need by a marker; an absent one is skipped by name, or fails with REQUIRE_SERVICES=1."""

from __future__ import annotations

import os
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

from tests.once import listed, plays_once

MISSING = "missing service"
ONCE = listed()


def free_port() -> int:
    """On which nothing listens yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def find_chromium() -> str | None:
    """CHROMIUM when it is given, else the first Chromium or Chrome on PATH."""
    given = os.environ.get("CHROMIUM")
    names = [given] if given else ["/usr/bin/chromium", "chromium", "google-chrome"]
    return next((found for name in names if (found := shutil.which(name))), None)


def _browser() -> str | None:
    return None if find_chromium() else "找不到 Chromium（可用 CHROMIUM 指定）"


def _elasticsearch() -> str | None:
    url = os.environ.get("ELASTICSEARCH_URL")
    if not url:
        return "未设置 ELASTICSEARCH_URL"
    try:
        with urlopen(url, timeout=5):  # noqa: S310 - the address is the tester's own
            return None
    except (URLError, OSError):
        return "ELASTICSEARCH_URL 所指的服务没有应答"


def _own_node() -> str | None:
    start = os.environ.get("ELASTICSEARCH_START") or "/nonexistent"
    return None if os.access(start, os.X_OK) else "ELASTICSEARCH_START 没有指向启动节点的脚本"


def _postgres() -> str | None:
    if settings.configured and settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return None
    return "测试数据库不是 PostgreSQL（可用 TEST_POSTGRES_URL 指定）"


def _corpus() -> str | None:
    return None if Path(os.environ.get("CORPUS") or "/nonexistent").is_file() else "CORPUS 没有指向语料文件"


def _validator() -> str | None:
    if not shutil.which("java"):
        return "找不到 Java"
    return None if Path(os.environ.get("VNU_JAR") or "/nonexistent").is_file() else "VNU_JAR 没有指向 vnu.jar"


def _redis() -> str | None:
    return None if shutil.which("redis-server") else "找不到 redis-server"


SERVICES: dict[str, tuple[str, Callable[[], str | None]]] = {
    "browser": ("浏览器", cache(_browser)),
    "elasticsearch": ("Elasticsearch", cache(_elasticsearch)),
    "elasticsearch_faults": ("Elasticsearch 自有节点", cache(_own_node)),
    "postgres": ("PostgreSQL", _postgres),
    "corpus": ("语料", cache(_corpus)),
    "redis": ("Redis", cache(_redis)),
    "validator": ("HTML 校验器", cache(_validator)),
}


def missing_service(item: pytest.Item) -> str | None:
    """The first service that `item` is marked with and this machine lacks, with the reason."""
    for marker, (name, reason_missing) in SERVICES.items():
        if item.get_closest_marker(marker) and (reason := reason_missing()):
            return f"{name}：{reason}"
    return None


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what follows from a test's fixtures, so that no test can forget it."""
    fixtures = getattr(item, "fixturenames", ())
    if "chromium_path" in fixtures:
        item.add_marker("browser")
    marker = item.get_closest_marker("django_db")
    without_database = not marker and not {"db", "transactional_db", "chromium_path"}.intersection(fixtures)
    if without_database or plays_once(item.nodeid, ONCE):
        item.add_marker("once")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if missing := missing_service(item):
        item.user_properties.append((MISSING, missing))
        pytest.skip(f"未能运行：{missing}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    marked = any(item.get_closest_marker(marker) for marker in SERVICES)
    if marked and report.skipped and not hasattr(report, "wasxfail") and os.environ.get("REQUIRE_SERVICES") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_SERVICES=1: {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    # The properties travel with the reports, so this holds for xdist's workers too.
    skipped = Counter(
        value
        for report in terminalreporter.stats.get("skipped", [])
        for key, value in getattr(report, "user_properties", [])
        if key == MISSING
    )
    if skipped:
        terminalreporter.section("未能运行", yellow=True)
        for missing, count in sorted(skipped.items()):
            terminalreporter.write_line(f"未能运行：{missing}（{count} 项测试）", yellow=True)
