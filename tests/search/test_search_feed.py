"""The feed of a query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from sites.pages.models.leader_page import LeaderPage
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.visits import get

Indexed = Callable[[], int]
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(path: str, host: str = "jyj.localhost") -> ElementTree.Element:
    response = Client(HTTP_HOST=host).get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(("application/atom+xml", "application/rss+xml"))
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own answer)


def entries(path: str, host: str = "jyj.localhost") -> list[str]:
    return [each.findtext(f"{ATOM}title") or "" for each in feed(path, host).iter(f"{ATOM}entry")]


@pytest.fixture
def world(bureau: Staffed, other_bureau: Staffed, indexed: Indexed) -> Staffed:
    published(bureau.column, title="渡槽修好了", kind="news")
    published(column_of(bureau.site, "documents"), title="养护办法", kind="policy", written_on=date(2014, 1, 1))
    published(column_of(bureau.site, "documents"), title="渡槽养护办法", kind="policy", written_on=date(2014, 1, 1))
    published(column_of(other_bureau.site, "documents"), title="渡槽经费", kind="policy")
    published(column_of(bureau.site, "organisation/leaders"), LeaderPage(title="示例甲", position="管渡槽"))
    indexed()
    return bureau


def test_the_newest_first_and_nothing_that_only_resembles(world: Staffed) -> None:
    assert entries("/search/atom.xml?q=渡槽") == ["渡槽养护办法", "渡槽修好了"]
    assert entries("/search/atom.xml?q=渡槽&scope=group") == ["渡槽经费", "渡槽养护办法", "渡槽修好了"]
    assert entries("/search/atom.xml?q=渡槽&year=2014") == entries("/search/atom.xml?q=渡槽 养护") == ["渡槽养护办法"]
    assert entries("/search/atom.xml?q=没有这回事") == entries("/search/atom.xml") == []


def test_the_page_of_results_leads_to_its_feed(world: Staffed) -> None:
    page = get("/search/?q=渡槽&scope=group&year=2014")
    links = {each["href"] for each in page.select("link[rel=alternate][type='application/atom+xml']")}
    (address,) = {each for each in links if each.startswith("/search/")}
    assert address == f"/search/atom.xml?q={quote('渡槽')}&scope=group&year=2014"
    assert address in {each["href"] for each in page.select(".search-feeds a")}
    found = feed(address)
    assert {each.attrib["href"] for each in found.findall(f"{ATOM}link")} == {
        f"http://jyj.localhost{address}",
        f"http://jyj.localhost/search/?q={quote('渡槽')}&scope=group&year=2014",
    }
    assert found.findtext(f"{ATOM}title") == "“渡槽”的搜索结果_全市网站群"


def test_rss_and_the_traditional_feed(world: Staffed) -> None:
    channel = feed("/search/rss.xml?q=渡槽养护办法").find("channel")
    assert channel is not None
    assert [each.findtext("title") for each in channel.iter("item")] == ["渡槽养护办法"]
    traditional = feed("/zh-hant/search/rss.xml?q=渡槽养护办法").find("channel")
    assert traditional is not None
    assert [each.findtext("title") for each in traditional.iter("item")] == ["渡槽養護辦法"]


def test_nothing_that_not_everybody_may_see(world: Staffed) -> None:
    PageViewRestriction.objects.create(page=world.column, restriction_type=PageViewRestriction.LOGIN)
    assert entries("/search/atom.xml?q=渡槽") == ["渡槽养护办法"]


@pytest.mark.parametrize("query", ["%00", "%ff", '"', "(((", quote("😀"), quote("通" * 9000), "%0b%1f"])
def test_anything_may_be_asked(bureau: Staffed, query: str) -> None:
    assert entries(f"/search/atom.xml?q={query}") == []


def test_a_feed_costs_the_same_however_much_it_holds(world: Staffed, indexed: Indexed) -> None:
    from django.db import connection

    def cost() -> int:
        feed("/search/atom.xml?q=渡槽")
        with CaptureQueriesContext(connection) as captured:
            feed("/search/atom.xml?q=渡槽")
        return len(captured)

    few = cost()
    for number in range(15):
        published(world.column, title=f"渡槽{number}")
    indexed()
    assert cost() == few
