"""Who asks too often is told so, and when to come back; nobody else notices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory

from search.usage.limits import limited, rate_limited
from tests.staffed import Staffed
from tests.visits import text


@pytest.fixture(autouse=True)
def _few(settings: Any) -> Iterator[None]:
    """Three a minute, in the middle of a minute that lasts as long as the test."""
    settings.SEARCH_RATES = {"search": "3/m", "suggest": "5/m", "api": "3/m", "feed": "3/m"}
    with time_machine.travel(datetime(2026, 3, 2, 2, 0, 20, tzinfo=UTC), tick=False):
        yield


def ask(path: str = "/search/?q=a", address: str = "10.0.0.1", **headers: str) -> HttpResponse:
    return Client(HTTP_HOST="jyj.localhost", REMOTE_ADDR=address).get(path, headers=headers)


def asked(group: str, address: str) -> HttpResponse | None:
    return limited(RequestFactory().get("/", REMOTE_ADDR=address), group)


def test_a_person_who_searches_too_often_reads_why(bureau: Staffed) -> None:
    assert [ask().status_code for _ in range(4)] == [200, 200, 200, 429]
    response = ask()
    seconds = int(response.headers["Retry-After"])
    assert 1 <= seconds <= 60
    page = BeautifulSoup(response.content, "html.parser")
    assert text(page.h1) == "请求过于频繁"
    assert f"请等{seconds}秒再试" in text(page.main)
    assert response.headers["Cache-Control"] == "no-store"
    assert page.html["lang"] == "zh-Hans"


def test_after_the_time_it_goes_on(bureau: Staffed) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 3, 0, tzinfo=UTC), tick=False) as clock:
        while (response := ask()).status_code == 200:
            pass
        clock.shift(timedelta(seconds=int(response.headers["Retry-After"]) + 1))
        assert ask().status_code == 200


def test_each_address_has_its_own_share(bureau: Staffed) -> None:
    for _ in range(4):
        ask()
    assert ask(address="10.0.0.2").status_code == 200


def test_the_address_is_the_one_our_own_proxy_saw(bureau: Staffed, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.9.9.9"]
    for number in range(4):
        last = ask(address="10.9.9.9", **{"X-Forwarded-For": f"10.0.0.{number}, 10.1.1.1"})
    assert last.status_code == 429
    assert ask(address="10.9.9.9", **{"X-Forwarded-For": "10.1.1.2"}).status_code == 200


def test_suggestions_have_a_share_of_their_own_and_answer_in_json(bureau: Staffed) -> None:
    for _ in range(4):
        ask()
    answers = [ask("/search/suggestions/?q=a") for _ in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    assert "秒再试" in answers[-1].json()["detail"]
    assert answers[-1].headers["Retry-After"]


def test_the_api_is_limited(bureau: Staffed) -> None:
    answers = [ask("/api/v1/search?q=a") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["Content-Type"].startswith("application/json")


def test_feeds_are_limited(bureau: Staffed) -> None:
    assert [ask("/search/rss.xml?q=a").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_network_of_ipv6_is_one_visitor() -> None:
    assert [asked("search", f"2001:db8:1:2::{number}") for number in range(3)] == [None] * 3
    assert asked("search", "2001:db8:1:2:ffff::9").status_code == 429
    assert asked("search", "2001:db8:1:3::1") is None


@pytest.mark.parametrize("address", ["", "unix:", "nonsense"])
def test_who_has_no_address_is_not_taken_for_everybody(address: str) -> None:
    assert [asked("search", address) for _ in range(9)] == [None] * 9


def test_the_address_is_not_kept() -> None:
    kept: list[Any] = []
    real = cache.add
    with mock.patch.object(cache, "add", side_effect=lambda *args: kept.append(args) or real(*args)):
        asked("search", "10.20.30.40")
    assert "10.20.30.40" not in repr(kept)


def test_a_view_is_limited_by_a_decorator() -> None:
    @rate_limited("api")
    def view(request: Any, number: int) -> HttpResponse:
        return HttpResponse(str(number))

    request = RequestFactory().get("/")
    assert [view(request, number=7).status_code for _ in range(4)] == [200, 200, 200, 429]
