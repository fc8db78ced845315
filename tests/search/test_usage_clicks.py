"""Results that are opened: counted by a beacon that only a page of results can send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import signing
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from search.indexing import drain_database
from search.models import QueryClick
from search.usage.clicks import VALID_FOR
from sites.pages.models.article_page import ArticlePage
from tests.factories import published
from tests.search.documents import key_of
from tests.search.usage import PERSON, ask, counted
from tests.staffed import Staffed

pytestmark = pytest.mark.usefixtures("waiting")


@pytest.fixture
def notice(bureau: Staffed, indexed: Callable[[], int]) -> ArticlePage:
    page = published(bureau.column, title="停水通知")
    published(bureau.column, title="停水之后")
    indexed()
    return page


def results(query: str = "停水", **how: Any) -> tuple[str, str, dict[str, str]]:
    """Of a page of results: where to send clicks, the token, and the key of each result by its title."""
    page = BeautifulSoup(ask(query, **how).content, "html.parser")
    found = page.select_one("[data-clicks]")
    assert found is not None
    links = {link.get_text().strip(): link["data-click"] for link in found.select("h3 a[data-click]")}
    return found["data-address"], found["data-clicks"], links


def send(
    address: str, token: str, document: object, *, visitor: str = "10.0.0.1", agent: str = PERSON, **headers: str
) -> None:
    client = Client(HTTP_HOST="jyj.localhost", HTTP_USER_AGENT=agent, REMOTE_ADDR=visitor, enforce_csrf_checks=True)
    response = client.post(address, {"token": token, "document": document}, headers=headers)
    assert response.status_code == 204
    assert response.content == b""
    assert not response.cookies


def clicks() -> dict[tuple[str, str], int]:
    titles = dict(Page.objects.values_list("pk", "title"))
    return {(row.query, titles[row.object_id]): row.clicks for row in QueryClick.objects.all()}


def test_a_click_counts_for_the_page_and_the_search(notice: ArticlePage) -> None:
    address, token, links = results()
    send(address, token, links["停水通知"])
    send(address, token, links["停水通知"])
    send(address, token, links["停水之后"])
    assert counted() == {"停水": (1, 0, 1)}
    assert clicks() == {("停水", "停水通知"): 1, ("停水", "停水之后"): 1}
    send(address, token, links["停水通知"], visitor="10.0.0.2")
    assert counted() == {"停水": (1, 0, 2)}


def test_another_browser_at_the_same_address_adds_nothing(notice: ArticlePage) -> None:
    address, token, links = results()
    for number in range(20):
        send(address, token, links["停水通知"], agent=f"{PERSON} Edg/{number}")
    assert counted() == {"停水": (1, 0, 1)}
    assert clicks() == {("停水", "停水通知"): 1}


def test_without_scripts_everything_is_there(notice: ArticlePage) -> None:
    page = BeautifulSoup(ask("停水").content, "html.parser")
    links = [link["href"] for link in page.select("a[data-click]")]
    assert urlsplit(notice.get_url()).path in links
    assert page.select_one("script[src*='search-clicks']")["type"] == "module"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Purpose": "prefetch"}])
def test_what_nobody_clicked_does_not_count(notice: ArticlePage, headers: dict[str, str]) -> None:
    address, token, links = results()
    send(address, token, links["停水通知"], **headers)
    counted()
    assert clicks() == {}


def test_only_what_the_page_showed_can_be_counted(notice: ArticlePage, bureau: Staffed) -> None:
    other = published(bureau.column, title="别的")
    drain_database()
    address, token, links = results()
    for document in (key_of(other), 999_999, "x", "", "-1", "1" * 400, "²"):
        send(address, token, document)
    for wrong in ("", "x", token[:-1], signing.dumps(["停水", bureau.unit.pk, "site", [key_of(other)]]), "x" * 9_000):
        send(address, wrong, links["停水通知"])
    counted()
    assert clicks() == {}


def test_an_old_page_counts_no_more(notice: ArticlePage) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        address, token, links = results()
        clock.shift(timedelta(seconds=VALID_FOR + 1))
        send(address, token, links["停水通知"])
    counted()
    assert clicks() == {}


def test_a_robots_page_has_nothing_to_send(notice: ArticlePage) -> None:
    page = BeautifulSoup(ask("停水", agent="curl/8.5.0").content, "html.parser")
    assert page.select("main h3 a")
    assert not page.select("[data-clicks], [data-click]")


def test_the_token_tells_nothing_personal(notice: ArticlePage) -> None:
    _address, token, _links = results("停水 13800138000")
    assert "13800138000" not in str(signing.loads(token, salt="search.usage.clicks"))


def test_a_click_is_sent_and_not_fetched(notice: ArticlePage) -> None:
    assert Client(HTTP_HOST="jyj.localhost").get("/search/click/").status_code == 405
