"""At the end of a run: how long its phases took, a worker, and which files took most."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Generator
from typing import Any

import pytest

PHASES = "phases"
SLOWEST = 12
_began = time.time()


class Phases:
    """Of one process: seconds of the clock, and of the processor where Chromium and the servers are not counted."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.seconds = dict.fromkeys(("collect", "database", "all"), 0.0)
        self.workers: list[dict[str, float]] = []
        self.files: Counter[str] = Counter()

    def pytest_collection_finish(self) -> None:
        self.seconds["collect"] = time.time() - _began

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        began = time.time()
        try:
            return (yield)
        finally:
            if fixturedef.argname == "django_db_setup":
                self.seconds["database"] = time.time() - began

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.files[report.nodeid.partition("::")[0]] += report.duration

    def pytest_sessionfinish(self) -> None:
        self.seconds |= {"all": time.time() - _began, "processor": time.process_time()}
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[PHASES] = self.seconds

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        if seconds := getattr(node, "workeroutput", {}).get(PHASES):
            self.workers.append(seconds)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("phases")
        for number, seconds in enumerate(self.workers or [self.seconds]):
            parts = ", ".join(f"{name} {value:.0f} s" for name, value in seconds.items())
            terminalreporter.write_line(f"worker {number}: {parts}")
        for file, seconds in self.files.most_common(SLOWEST):
            terminalreporter.write_line(f"{seconds:6.1f} s  {file}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Phases(config), "phases")
