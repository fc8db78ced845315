from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from search.indexing import drain_database
from tests.factories import published
from tests.hub.redis_servers import use
from tests.services import free_port
from tests.staffed import Staffed
from tests.visits import get

__all__ = ["use"]


def test_pages_and_the_search_are_answered_without_it(
    bureau: Staffed, use: Callable[[str], Any], caplog: pytest.LogCaptureFixture
) -> None:
    use(f"redis://127.0.0.1:{free_port()}/0")
    page = published(bureau.column, title="渡槽养护通告")
    drain_database()
    for address in ("/", page.get_url(), "/opencat/", "/search/?q=渡槽", "/search/?q=渡糟养护通告"):
        assert page.title in get(address).text, address
    assert Client(headers={"host": "jyj.localhost"}).get("/search/suggestions/?q=渡").status_code == 200
    assert [record.levelname for record in caplog.records if record.name == "hub.shared_cache"] == ["ERROR"]
