"""Searches are counted: a person's, once in a while, without a write for each, and without who it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.enums import Scope
from search.models import QueryClick, QueryCount, UnansweredQuery
from search.usage.recording import UsageBuffer
from search.usage.store import Count, What, add_usage
from tests.factories import published
from tests.search.documents import key_of
from tests.search.usage import PERSON, ask, counted
from tests.staffed import Staffed

pytestmark = pytest.mark.usefixtures("waiting")


@pytest.fixture
def notice(bureau: Staffed, indexed: Callable[[], int]) -> Any:
    page = published(bureau.column, title="停水通知")
    indexed()
    return page


def test_searches_are_counted_by_query_site_and_scope(notice: Any) -> None:
    ask("停水")
    ask("停水", address="10.0.0.2")
    ask("停水", scope="group")
    ask("停水", host="portal.localhost", scope="group")
    assert counted() == {"停水": (4, 0, 0)}
    rows = QueryCount.objects.values_list("unit__code", "scope", "searches", "day")
    today = timezone.localdate()
    assert set(rows) == {
        ("jyj", Scope.SITE, 2, today), ("jyj", Scope.GROUP, 1, today), ("portal-office", Scope.GROUP, 1, today),
    }  # fmt: skip


def test_both_scripts_count_as_one_query(notice: Any) -> None:
    ask("財政預算")
    ask("财政预算", address="10.0.0.2")
    assert counted()["财政预算"][0] == 2


def test_a_person_counts_once_in_half_an_hour(notice: Any) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for page in ("", "1"):
            ask("停水", page=page)
        ask("停水", sort="date")
        assert counted() == {"停水": (1, 0, 0)}
        clock.shift(timedelta(minutes=31))
        ask("停水")
        assert counted() == {"停水": (2, 0, 0)}


def test_another_browser_at_the_same_address_adds_nothing(notice: Any) -> None:
    for number in range(20):
        ask("停水", agent=f"{PERSON} Edg/{number}", address="2001:db8::1")
        ask("停水", agent=f"{PERSON} Edg/{number}", address=f"2001:db8::{number:x}")
    assert counted() == {"停水": (1, 0, 0)}


@pytest.mark.parametrize(
    "how",
    [
        {"agent": "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"},
        {"agent": "curl/8.5.0"},
        {"agent": ""},
        {"headers": {"Sec-Purpose": "prefetch"}},
        {"headers": {"Sec-Fetch-Dest": "image"}},
        {"page": "2"},
    ],
)
def test_what_is_no_persons_first_look_does_not_count(notice: Any, how: dict[str, Any]) -> None:
    assert ask("停水", **how).status_code == 200
    assert counted() == {}


def test_a_search_that_came_from_elsewhere_counts(notice: Any) -> None:
    ask("停水", headers={"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "document"})
    ask("停水", address="10.0.0.2", headers={"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"})
    assert counted() == {"停水": (2, 0, 0)}


def test_without_result_is_counted_apart(notice: Any) -> None:
    ask("蘑菇种植补贴")
    assert counted() == {"蘑菇种植补贴": (1, 1, 0)}


def test_what_a_filter_leaves_empty_is_not_without_result(notice: Any) -> None:
    ask("停水", year="1999")
    assert not [row for row in QueryCount.objects.all() if row.without_result]
    assert counted() == {}


def test_nothing_personal_is_written(notice: Any) -> None:
    ask("张三 13800138000")
    assert list(counted()) == ["[姓名] [号码]"]
    assert not UnansweredQuery.objects.exists()


def test_nothing_about_the_person_is_kept(notice: Any) -> None:
    kept: list[Any] = []
    real = cache.add

    def add(*args: Any, **options: Any) -> bool:
        kept.append((args, options))
        return real(*args, **options)

    with mock.patch.object(cache, "add", side_effect=add):
        ask("停水", address="10.20.30.40")
    assert kept
    assert "10.20.30.40" not in repr(kept)
    assert "Chrome" not in repr(kept)
    assert "停水" not in repr(kept)
    assert not ask("停水").cookies
    fields = {field.name for field in QueryCount._meta.get_fields()}
    assert fields == {"id", "day", "query", "unit", "scope", "searches", "without_result", "clicks"}


def test_a_search_writes_nothing(notice: Any, waiting: UsageBuffer) -> None:
    with CaptureQueriesContext(connection) as queries:
        for number in range(5):
            ask("停水", address=f"10.0.1.{number}")
    assert [each["sql"] for each in queries if not each["sql"].startswith(("SELECT", "WITH"))] == []
    with CaptureQueriesContext(connection) as queries:
        waiting.flush()
    assert len([each for each in queries if each["sql"].startswith("INSERT")]) == 1
    assert counted() == {"停水": (5, 0, 0)}


def test_failing_to_count_breaks_no_search(notice: Any, waiting: UsageBuffer, caplog: pytest.LogCaptureFixture) -> None:
    with mock.patch("search.usage.recording.masked", side_effect=RuntimeError):
        assert ask("停水").status_code == 200
    assert "A search was not counted" in caplog.text
    waiting._flushed -= 60
    with mock.patch("search.usage.recording.add_usage", side_effect=OperationalError):
        assert ask("停水").status_code == 200
    assert counted() == {"停水": (1, 0, 0)}


def test_processes_add_to_what_the_others_counted(notice: Any, bureau: Staffed) -> None:
    today, unit = timezone.localdate(), bureau.unit.pk
    search = Count(What.SEARCH, "停水", unit, Scope.SITE, today)
    add_usage({search: 3, search._replace(what=What.CLICKED): 1})
    add_usage({search: 2, search._replace(query="停电"): 1})
    opened = search._replace(what=What.OPENED, document=key_of(notice))
    add_usage({opened: 2})
    add_usage({opened: 1, opened._replace(document=999_999): 1, search._replace(unit_id=999_999): 1})
    assert counted() == {"停水": (5, 0, 1), "停电": (1, 0, 0)}
    assert list(QueryClick.objects.values_list("query", "object_id", "clicks")) == [("停水", notice.pk, 3)]
