"""Reading counts: a person once in a while, no robot, in batches, and nothing kept about who read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from hub.counting import buffer as buffers
from hub.counting.visitors import MOST_FROM_ONE_ADDRESS, counts_once, is_robot
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.reading_count import ReadingCount
from sites.website.reading.buffer import ReadingBuffer
from sites.website.reading.store import add_readings
from tests.factories import draft, published
from tests.staffed import Staffed
from tests.visits import get, text

PERSON = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (Linux; Android 13; V2183A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 "
    "Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20231202 MicroMessenger/8.0.47"
)


@pytest.fixture(autouse=True)
def waiting() -> Iterator[ReadingBuffer]:
    """The process's buffer, empty before and after: nothing of a test reaches a database at exit."""
    fresh = ReadingBuffer()
    with mock.patch("sites.website.reading.views.buffer", fresh):
        yield fresh


@pytest.fixture
def article(bureau: Staffed) -> ArticlePage:
    return published(bureau.column)


def send(page_id: int, *, agent: str = PERSON, address: str = "10.0.0.1", **headers: str) -> int:
    client = Client(HTTP_HOST="jyj.localhost", HTTP_USER_AGENT=agent, REMOTE_ADDR=address, enforce_csrf_checks=True)
    response = client.post(f"/reading/{page_id}/", headers=headers)
    assert response.content == b""
    assert not response.cookies
    return response.status_code


def counted(waiting: ReadingBuffer, page: ArticlePage) -> int:
    waiting.flush()
    found = ReadingCount.objects.filter(page=page).first()
    return found.readings if found else 0


def test_a_reading_shows_on_the_page(article: ArticlePage, waiting: ReadingBuffer) -> None:
    assert "阅读次数" not in text(get(article.get_url()).select_one(".byline"))
    assert send(article.pk) == 204
    waiting.flush()
    assert "阅读次数1" in text(get(article.get_url()).select_one(".byline"))


def test_showing_the_page_writes_nothing(article: ArticlePage) -> None:
    with CaptureQueriesContext(connection) as queries:
        get(article.get_url())
    assert [each["sql"] for each in queries if not each["sql"].startswith("SELECT")] == []


def test_a_person_counts_once_in_half_an_hour(article: ArticlePage, waiting: ReadingBuffer) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 2, 0, tzinfo=UTC), tick=False) as clock:
        for _ in range(3):
            send(article.pk)
        assert counted(waiting, article) == 1
        clock.shift(timedelta(minutes=31))
        send(article.pk)
        assert counted(waiting, article) == 2


def test_two_addresses_count_apart(article: ArticlePage, waiting: ReadingBuffer) -> None:
    send(article.pk)
    send(article.pk, address="10.0.0.2")
    send(article.pk, address="2001:db8:0:1::1")
    send(article.pk, address="2001:db8:0:2::1")
    assert counted(waiting, article) == 4


def test_another_browser_at_the_same_address_adds_nothing(article: ArticlePage, waiting: ReadingBuffer) -> None:
    for agent in (PERSON, PHONE, *(f"{PERSON} Edg/{number}" for number in range(20))):
        send(article.pk, agent=agent)
    assert counted(waiting, article) == 1


def test_addresses_that_one_visitor_may_choose_are_one(article: ArticlePage, waiting: ReadingBuffer) -> None:
    for address in ("2001:db8::1", "2001:db8:0:0:ffff::2", "2001:DB8::3"):
        send(article.pk, address=address)
    assert counted(waiting, article) == 1
    for address in ("10.0.0.9", "::ffff:10.0.0.9"):
        send(article.pk, address=address)
    assert counted(waiting, article) == 2


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
        "Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com) AppleWebKit/537.36",
        "curl/8.5.0",
        "python-requests/2.32",
        "",
        "A" * 5000,
    ],
)
def test_a_robot_does_not_count(article: ArticlePage, waiting: ReadingBuffer, agent: str) -> None:
    assert send(article.pk, agent=agent) == 204
    assert counted(waiting, article) == 0


@pytest.mark.parametrize("agent", [PERSON, PHONE])
def test_browsers_are_no_robots(agent: str) -> None:
    assert not is_robot(agent)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_nobody_reads_does_not_count(
    article: ArticlePage, waiting: ReadingBuffer, headers: dict[str, str]
) -> None:
    assert send(article.pk, **headers) == 204
    assert counted(waiting, article) == 0
    send(article.pk, **{"Sec-Fetch-Site": "same-origin"})
    assert counted(waiting, article) == 1


def test_only_public_articles_count(bureau: Staffed, waiting: ReadingBuffer) -> None:
    hidden = draft(bureau.column, bureau.editor)
    inside = published(bureau.column, title="内部")
    PageViewRestriction.objects.create(page=inside, restriction_type=PageViewRestriction.LOGIN)
    for key in (hidden.pk, inside.pk, bureau.column.pk, 2_147_483_647, 9_999_999_999):
        assert send(key) == 204
    waiting.flush()
    assert not ReadingCount.objects.exists()


@pytest.mark.parametrize("path", ["/reading/", "/reading/0/", "/reading/-1/", "/reading/1e3/", "/reading/99999999999/"])
def test_nonsense_is_not_found(bureau: Staffed, path: str) -> None:
    assert Client(HTTP_HOST="jyj.localhost").post(path).status_code == 404


def test_a_reading_is_sent_and_not_fetched(article: ArticlePage, waiting: ReadingBuffer) -> None:
    client = Client(HTTP_HOST="jyj.localhost", HTTP_USER_AGENT=PERSON)
    for method in (client.get, client.head, client.put, client.delete):
        assert method(f"/reading/{article.pk}/").status_code == 405
    assert counted(waiting, article) == 0


def test_a_flood_from_one_address_ends() -> None:
    """Of one that reads page after page: of one page it counts once."""
    requests = RequestFactory(HTTP_USER_AGENT=PERSON)
    sent = [
        counts_once(requests.post("/", REMOTE_ADDR=f"2001:db8::{number:x}"), "reading", number)
        for number in range(MOST_FROM_ONE_ADDRESS + 30)
    ]
    assert sum(sent) == MOST_FROM_ONE_ADDRESS


def test_the_address_is_the_one_our_own_proxy_saw(article: ArticlePage, waiting: ReadingBuffer, settings: Any) -> None:
    forwarded = [{"X-Forwarded-For": f"10.1.1.{number}, 10.9.9.9"} for number in range(3)]
    for headers in forwarded:  # no proxy is known: nobody is believed
        send(article.pk, address="10.0.0.7", **headers)
    assert counted(waiting, article) == 1
    settings.TRUSTED_PROXIES = ["10.0.0.7"]
    for headers in forwarded:  # what the visitor says before the proxy's own entry is not believed either
        send(article.pk, address="10.0.0.7", **headers)
    assert counted(waiting, article) == 2
    send(article.pk, address="10.0.0.7", **{"X-Forwarded-For": "10.8.8.8"})
    assert counted(waiting, article) == 3


def test_nothing_about_the_reader_is_kept(article: ArticlePage, waiting: ReadingBuffer) -> None:
    keys: list[Any] = []
    with mock.patch.object(cache, "add", side_effect=lambda *args: keys.append(args) or True):
        send(article.pk, address="10.20.30.40")
    kept = repr(keys)
    assert len(keys) == 2
    assert "10.20.30.40" not in kept
    assert "Chrome" not in kept
    assert {field.name for field in ReadingCount._meta.get_fields()} == {"page", "readings"}


def test_readings_are_written_in_batches(article: ArticlePage, waiting: ReadingBuffer) -> None:
    with CaptureQueriesContext(connection) as queries:
        for number in range(50):
            send(article.pk, address=f"10.0.1.{number}")
    assert len(queries) == 0
    with CaptureQueriesContext(connection) as queries:
        waiting.flush()
    assert len([each for each in queries if each["sql"].startswith("INSERT")]) == 1
    assert counted(waiting, article) == 50


def test_a_batch_is_written_when_it_is_old_or_large(article: ArticlePage, monkeypatch: pytest.MonkeyPatch) -> None:
    at = 1000.0
    monkeypatch.setattr(buffers.time, "monotonic", lambda: at)
    waiting = ReadingBuffer()
    waiting.add(article.pk)
    assert not ReadingCount.objects.exists()
    at += buffers.SECONDS
    waiting.add(article.pk)
    assert ReadingCount.objects.get().readings == 2
    monkeypatch.setattr(buffers, "LARGE", 3)
    for _ in range(3):
        waiting.add(article.pk)
    assert ReadingCount.objects.get().readings == 5


def test_processes_add_to_what_the_others_counted(article: ArticlePage, bureau: Staffed) -> None:
    second = published(bureau.column, title="另一条")
    assert add_readings({article.pk: 3}) == 1
    assert add_readings({article.pk: 4, second.pk: 1, 999_999: 5}) == 2
    assert dict(ReadingCount.objects.values_list("page", "readings")) == {article.pk: 7, second.pk: 1}


def test_a_database_that_is_away_loses_no_reading(
    article: ArticlePage, waiting: ReadingBuffer, caplog: pytest.LogCaptureFixture
) -> None:
    waiting.add(article.pk)
    with mock.patch("sites.website.reading.buffer.add_readings", side_effect=OperationalError):
        waiting.flush()
    assert "wait for the next try" in caplog.text
    assert counted(waiting, article) == 1


def test_pages_that_nobody_wrote_cannot_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buffers, "MOST_KEYS", 10)
    waiting = ReadingBuffer()
    for key in range(1, 100):
        waiting.add(key)
    assert len(waiting._waiting) == 10


def test_a_preview_is_no_reading(bureau: Staffed, article: ArticlePage) -> None:
    assert get(article.get_url()).select_one("article")["data-reading"] == f"/reading/{article.pk}/"
    preview = article.make_preview_request(preview_mode=article.default_preview_mode).content.decode()
    assert 'class="article' in preview
    assert "data-reading" not in preview
