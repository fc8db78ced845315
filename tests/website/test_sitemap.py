"""Sitemaps and robots.txt of each host, as a crawler follows them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.link_page import LinkPage
from sites.pages.public_content import registered
from sites.website.syndication import sitemaps
from tests.factories import column_of, draft, published
from tests.staffed import Staffed
from tests.website.test_query_budgets import add_sites

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def answer(url: str, host: str = "jyj.localhost", status: int = 200) -> Any:
    """`url` may name its host."""
    parts = urlsplit(url)
    response = Client(HTTP_HOST=parts.netloc or host).get(parts.path)
    assert response.status_code == status, url
    return response


def tree(url: str, host: str = "jyj.localhost") -> ElementTree.Element:
    return ElementTree.fromstring(answer(url, host).content)  # noqa: S314 (our own answer)


def indexed(host: str = "jyj.localhost") -> list[str]:
    found = tree("/sitemap.xml", host)
    assert found.tag.endswith("}sitemapindex")
    return [each.text for each in found.iterfind("s:sitemap/s:loc", NAMES)]


def crawled(host: str = "jyj.localhost") -> list[str]:
    """All addresses that a crawler learns from a host's index."""
    return [each.text for url in indexed(host) for each in tree(url).iterfind("s:url/s:loc", NAMES)]


def test_every_public_page_stands_there_once_in_each_script(bureau: Staffed) -> None:
    article = published(bureau.column)
    draft(bureau.column, bureau.editor)
    secret = published(bureau.column)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    published(bureau.column, LinkPage(title="链接", address="https://example.com/"))
    found = crawled()
    assert [url for url in found if found.count(url) > 1] == []
    plain = {url for url in found if "/zh-hant/" not in url}
    assert {url.replace("http://jyj.localhost/", "http://jyj.localhost/zh-hant/") for url in plain} == set(
        found
    ) - plain
    assert {
        "http://jyj.localhost/",
        "http://jyj.localhost/news/",
        f"http://jyj.localhost/news/activities/{article.slug}/",
    } <= plain
    assert not [url for url in found if secret.slug in url]
    assert len(plain) == 2 + bureau.site.home.get_descendants().live().count() - 1 - 2  # home; without secret and link
    for url in plain:
        answer(url)


def test_a_restricted_column_hides_what_is_below(bureau: Staffed) -> None:
    published(bureau.column)
    news = column_of(bureau.site, "news")
    PageViewRestriction.objects.create(page=news, restriction_type=PageViewRestriction.LOGIN)
    assert not [url for url in [*indexed(), *crawled()] if "news" in url]


def test_an_entry_names_its_variants_and_when_it_changed(bureau: Staffed) -> None:
    for entry in tree("/sitemap-news-1.xml").iterfind("s:url", NAMES):
        links = {each.get("hreflang"): each.get("href") for each in entry.iterfind("x:link", NAMES)}
        assert set(links) == {"zh-Hans", "zh-Hant", "x-default"}
        assert entry.find("s:loc", NAMES).text in links.values()
        assert links["x-default"] == links["zh-Hans"] == links["zh-Hant"].replace("/zh-hant/", "/")
        assert entry.find("s:lastmod", NAMES).text.endswith("+08:00")


def test_the_portals_index_is_over_the_group(bureau: Staffed, other_bureau: Staffed) -> None:
    found = indexed("portal.localhost")
    assert set(indexed("jyj.localhost")) < set(found)
    assert "http://portal.localhost/sitemap-czj-1.xml" in found
    assert {urlsplit(url).netloc for url in found} == {"portal.localhost", "jyj.localhost"}
    assert {urlsplit(url).netloc for url in indexed("jyj.localhost")} == {"jyj.localhost"}
    # An index names sitemaps, never another index.
    assert all(tree(url).tag.endswith("}urlset") for url in found)


def test_a_host_lists_its_own_pages_alone(bureau: Staffed, portal: Staffed) -> None:
    for url in indexed("portal.localhost"):
        for each in tree(url).iterfind("s:url/s:loc", NAMES):
            assert urlsplit(each.text).netloc == urlsplit(url).netloc


def test_large_sections_are_cut(bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PAGES_A_FILE", 3)
    for _ in range(4):
        published(bureau.column)
    names = [url for url in indexed() if "-news-" in url]
    assert names == [f"http://jyj.localhost/sitemap-news-{number}.xml" for number in (1, 2, 3)]
    rows = [[each.text for each in tree(url).iterfind("s:url/s:loc", NAMES)] for url in names]
    assert [len(each) for each in rows] == [6, 6, 6]
    assert len({url for each in rows for url in each}) == 18


def test_a_file_holds_at_most_ten_thousand_addresses() -> None:
    assert sitemaps.PAGES_A_FILE * 3 <= sitemaps.MOST_URLS == 10_000


@pytest.mark.parametrize("name", ["-nothing-1", "-news-2", "-news-0", "-news-99999", "-2"])
def test_nothing_beyond_the_last(bureau: Staffed, name: str) -> None:
    answer(f"/sitemap{name}.xml", status=404)


def test_unknown_hosts_and_variants_have_none(bureau: Staffed) -> None:
    for url in ("/sitemap.xml", "/sitemap-1.xml", "/robots.txt"):
        answer(url, "nobody.localhost", status=404)
        answer(f"/en{url}", status=404)


def test_robots_learn_the_sitemaps_and_keep_out(bureau: Staffed) -> None:
    response = answer("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())
    assert robots.site_maps() == ["http://jyj.localhost/sitemap.xml", "http://portal.localhost/sitemap.xml"]
    for path in (
        "/admin/",
        "/search/?q=a",
        "/display/",
        "/leaving/",
        "/reading/",
        "/zh-hant/search/?q=a",
        "/en/display/",
    ):
        assert not robots.can_fetch("*", f"http://jyj.localhost{path}"), path
    for path in (
        "/",
        "/zh-hant/",
        "/news/activities/",
        "/sitemap.xml",
        "/rss.xml",
        "/api/v1/articles",
        "/media/images/a.jpg",
    ):
        assert robots.can_fetch("*", f"http://jyj.localhost{path}"), path
    portal = answer("/robots.txt", "portal.localhost").content.decode()
    assert portal.count("Sitemap: ") == 1


def test_the_index_costs_the_same_however_many_sites(bureau: Staffed) -> None:
    def cost(host: str) -> int:
        answer("/sitemap.xml", host)
        with CaptureQueriesContext(connection) as captured:
            answer("/sitemap.xml", host)
        return len(captured)

    add_sites(2)
    few = [cost(host) for host in ("jyj.localhost", "portal.localhost")]
    add_sites(8)
    assert [cost(host) for host in ("jyj.localhost", "portal.localhost")] == few
    assert max(few) <= 7 + len(registered()), "one for each kind of content"
    assert (
        len({urlsplit(url).netloc for url in indexed("portal.localhost")})
        == UnitSite.objects.exclude(site=None).count()
    )
