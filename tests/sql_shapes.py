"""Which SQL each test runs, to find those that need not play on both databases. Usage: docs/testing.md.

`SQL_SHAPES=folder pytest -p tests.sql_shapes …` writes a file a process: for each test its processor time in seconds,
and the shapes of its statements (the text without values, their number and the names of savepoints), as numbers.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

_LISTS = re.compile(r"%s(, %s)+")
_ROWS = re.compile(r"(\([^()]*\))(, \1)+")
_NUMBERS = re.compile(r'"s\d+_x\d+"|\b\d+\b')


def shape_of(sql: str) -> str:
    return _NUMBERS.sub("N", _ROWS.sub(r"\1", _LISTS.sub("%s", sql)))


class Recorder:
    def __init__(self, folder: str) -> None:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.file = Path(folder, f"{worker}.jsonl").open("a", encoding="utf-8")  # noqa: SIM115 - to the end of the process
        self.shapes: set[str] = set()
        self.paused = self.failed = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.paused:
            return execute(sql, params, many, context)
        shape = shape_of(sql)
        try:
            result = execute(sql, params, many, context)
        except Exception as error:
            self.shapes.add(_digest(f"{type(error).__name__}: {shape}"))
            raise
        self.shapes.add(_digest(shape))
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """What prepares the database is no test's own."""
        if fixturedef.argname != "django_db_setup":
            return (yield)
        self.paused, before = True, time.process_time()
        try:
            return (yield)
        finally:
            self.paused = False
            self.began += time.process_time() - before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self.shapes, self.began, self.failed = set(), time.process_time(), False
        with connection.execute_wrapper(self):
            result = yield
        if self.failed:  # what it would have asked is not known
            return result
        row = {
            "test": item.nodeid,
            "seconds": round(time.process_time() - self.began, 4),
            "shapes": sorted(self.shapes),
        }
        self.file.write(json.dumps(row) + "\n")
        self.file.flush()
        return result


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def pytest_configure(config: pytest.Config) -> None:
    if folder := os.environ.get("SQL_SHAPES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        config.pluginmanager.register(Recorder(folder), "sql-shapes")
