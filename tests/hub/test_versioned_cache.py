"""Copies of small tables that every process keeps: all notice when the table has changed, and nobody reads it twice."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.cache import cache

from hub.versioned_cache import VersionedCache

Commits = Callable[..., AbstractContextManager[Any]]
table: list[str] = []


@pytest.fixture(autouse=True)
def _one_word() -> None:
    table[:] = ["old"]


def process() -> VersionedCache[list[str]]:
    """As another process has it."""
    return VersionedCache("words", lambda: list(table), recheck_interval=0)


def test_a_change_is_seen_by_all_and_nothing_is_read_twice(db: None) -> None:
    one, other = process(), process()
    assert one.current() == other.current() == ["old"]
    assert one.current() is one.current()
    table[:] = ["new"]
    assert other.current() == ["old"], "nobody has said anything"
    one.invalidate()
    assert one.current() == other.current() == ["new"]


def test_what_is_read_before_a_commit_is_read_again(db: None, django_capture_on_commit_callbacks: Commits) -> None:
    one, other = process(), process()
    other.current()
    with django_capture_on_commit_callbacks(execute=True):
        one.invalidate()
        assert other.current() == ["old"], "not committed yet"
        table[:] = ["new"]
    assert other.current() == ["new"]


def test_an_emptied_cache_means_read_again() -> None:
    one = process()
    one.current()
    table[:] = ["new"]
    cache.clear()
    assert one.current() == ["new"]


def test_within_moments_nobody_is_asked(db: None) -> None:
    one = VersionedCache("words", lambda: list(table), recheck_interval=3600)
    one.current()
    cache.clear()
    table[:] = ["new"]
    assert one.current() == ["old"]
    one.invalidate()
    assert one.current() == ["new"], "but whoever changes it sees the change"
