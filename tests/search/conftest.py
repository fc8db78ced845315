from __future__ import annotations

from collections.abc import Callable, Iterator
from unittest import mock

import pytest

from search.indexing import drain_database
from search.usage.recording import UsageBuffer
from tests.search.nodes import node, node_alone

__all__ = ["node", "node_alone"]


@pytest.fixture
def indexed() -> Callable[[], int]:
    """`indexed()` does what waits in the outbox; tests in one transaction never reach its end."""
    return drain_database


@pytest.fixture
def waiting() -> Iterator[UsageBuffer]:
    """The process's buffer, empty before and after, wherever it is used."""
    fresh = UsageBuffer()
    with (
        mock.patch("search.usage.recording.buffer", fresh),
        mock.patch("search.usage.clicks.buffer", fresh),
        mock.patch("search.usage.views.buffer", fresh),
        mock.patch("tests.search.usage.buffer", fresh),
    ):
        yield fresh
