from __future__ import annotations

from collections.abc import Callable

import pytest

from search.indexing import drain_database
from tests.search.nodes import node, node_alone
from tests.sites.conftest import _clean_cache, bureau, centre, other_bureau, portal

__all__ = ["_clean_cache", "bureau", "centre", "node", "node_alone", "other_bureau", "portal"]


@pytest.fixture
def indexed() -> Callable[[], int]:
    """`indexed()` does what waits in the outbox; tests in one transaction never reach its end."""
    return drain_database
