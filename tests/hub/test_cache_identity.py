"""An old cache beside another database, or beside an older state of its own: pages show what the database holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from wagtail.models import Page

from hub import caching
from hub.models import AuditEvent, DatabaseIdentity
from sites.pages.models.column_page import ColumnPage
from tests.hub.redis_servers import server, use
from tests.visits import get, text

__all__ = ["server", "use"]

BEFORE, AFTER = "甲库栏目", "乙库栏目"


def rename(title: str) -> None:
    """Past everything that could tell the cache."""
    first = ColumnPage.objects.filter(depth=3, show_in_menus=True, unit__code="jyj").order_by("path").first()
    assert first is not None
    Page.objects.filter(pk=first.pk).update(title=title)


def menu() -> str:
    """Of a page that shows the column nowhere else."""
    return text(get("/").select_one("nav.main-navigation"))


@pytest.fixture(params=["each process", pytest.param("redis", marks=pytest.mark.redis)])
def cached_menu(request: pytest.FixtureRequest, threaded_db: None) -> None:
    """The menu of a database, in a cache that outlives it."""
    if request.param == "redis":
        request.getfixturevalue("server")
    rename(BEFORE)
    connection.close()
    assert BEFORE in menu()
    rename(AFTER)
    connection.close()
    assert BEFORE in menu(), "it is cached"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestRestored:
    def test_another_database(self, cached_menu: None) -> None:
        DatabaseIdentity.objects.update(key=uuid4())
        connection.close()
        assert AFTER in menu()

    def test_an_older_state_of_the_same(self, cached_menu: None) -> None:
        event = AuditEvent.objects.create(action="测试", subject="测试", message="测试")
        connection.close()
        assert BEFORE in menu(), "a newer state leaves the cache alone"
        AuditEvent.objects.filter(pk=event.pk)._raw_delete(connection.alias)
        connection.close()
        assert AFTER in menu()

    @pytest.mark.postgres  # SQLite does not tell them apart
    def test_a_copy_of_the_same(self, cached_menu: None) -> None:
        row = DatabaseIdentity.objects.get()
        row.delete()
        DatabaseIdentity.objects.create(pk=1, key=row.key)
        connection.close()
        assert AFTER in menu()


@pytest.mark.django_db
def test_a_page_without_an_address_is_left_out_of_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    column = ColumnPage.objects.filter(depth=3, show_in_menus=True, unit__code="jyj").order_by("path").first()
    assert column is not None
    address: Callable[..., Any] = ColumnPage.get_url
    monkeypatch.setattr(
        ColumnPage, "get_url", lambda self, *a, **k: None if self.pk == column.pk else address(self, *a, **k)
    )
    assert column.title not in menu()


def test_no_connection_no_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Error pages ask the cache while the database is away."""
    caching.get_or_set("test", lambda: 1, 60)
    assert cache.get("test") == ((), 1)
