"""What crawlers and feed readers learn of trees, which are no pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.home_page import HomePage
from sites.website.syndication import content_sitemaps
from tests.factories import published
from tests.staffed import Staffed
from tests.testapp.models.tree import Tree
from tests.testapp.planting import plant
from tests.website.test_query_budgets import add_sites

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "jyj.localhost"


def answer(url: str, host: str = HOST, status: int = 200, **headers: str) -> Any:
    response = Client(HTTP_HOST=host).get(url, headers=headers)
    assert response.status_code == status, url
    return response


def elements(url: str, path: str, host: str = HOST) -> list[ElementTree.Element]:
    return ElementTree.fromstring(answer(url, host).content).findall(path, NAMES)  # noqa: S314 (our own answer)


def indexed(host: str = HOST) -> list[str]:
    return [str(each.text) for each in elements("/sitemap.xml", "s:sitemap/s:loc", host) if "tree" in str(each.text)]


def listed(number: int = 1, host: str = HOST) -> list[str]:
    return [str(each.text) for each in elements(f"/sitemap.tree-{number}.xml", "s:url/s:loc", host)]


def read(url: str, host: str = HOST) -> Any:
    """What a feed reader makes of it; whatever is not well-formed fails."""
    response = answer(url, host)
    found = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    return found


class TestSitemap:
    def test_public_trees_and_their_list_stand_there_in_each_script(self, bureau: Staffed) -> None:
        tree = plant(bureau.unit)
        plant(bureau.unit, is_public=False)
        assert indexed() == ["http://jyj.localhost/sitemap.tree-1.xml"]
        paths = ["trees/", f"trees/{tree.pk}/"]
        assert listed() == [f"http://jyj.localhost/{script}{path}" for path in paths for script in ("", "zh-hant/")]
        for url in listed():
            answer(url.removeprefix("http://jyj.localhost"))
        for entry in elements("/sitemap.tree-1.xml", "s:url"):
            links = {each.get("hreflang"): each.get("href") for each in entry.findall("x:link", NAMES)}
            assert set(links) == {"zh-Hans", "zh-Hant", "x-default"}
            assert str(entry.findtext("s:lastmod", namespaces=NAMES)).endswith("+08:00")

    def test_a_host_has_its_own_and_its_channels_the_portals_index_those_of_all(
        self, bureau: Staffed, other_bureau: Staffed, portal: Staffed
    ) -> None:
        own, channels = plant(bureau.unit), plant(other_bureau.unit)
        assert set(indexed("portal.localhost")) == {
            "http://jyj.localhost/sitemap.tree-1.xml",
            "http://portal.localhost/sitemap.tree-1.xml",
        }
        assert f"http://jyj.localhost/trees/{own.pk}/" in listed()
        assert f"http://portal.localhost/trees/{channels.pk}/" in listed(host="portal.localhost")
        assert not [url for url in listed(host="portal.localhost") if str(own.pk) in url]

    def test_many_are_cut(self, bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(content_sitemaps, "OBJECTS_A_FILE", 2)
        for _ in range(5):
            plant(bureau.unit)
        assert indexed() == [f"http://jyj.localhost/sitemap.tree-{number}.xml" for number in (1, 2, 3)]
        found = [listed(number) for number in (1, 2, 3)]
        assert [len(each) for each in found] == [6, 4, 2]
        assert len({url for each in found for url in each}) == 12

    def test_a_column_of_the_same_name_keeps_its_section(self, bureau: Staffed) -> None:
        plant(bureau.unit)
        published(bureau.site.home.specific, ColumnPage(title="绿化", slug="tree"))
        assert set(indexed()) == {
            "http://jyj.localhost/sitemap-tree-1.xml",
            "http://jyj.localhost/sitemap.tree-1.xml",
        }
        assert not set(listed()) & {str(each.text) for each in elements("/sitemap-tree-1.xml", "s:url/s:loc")}

    def test_without_trees_there_is_none(self, bureau: Staffed) -> None:
        assert indexed() == []
        answer("/sitemap.tree-1.xml", status=404)

    @pytest.mark.parametrize("name", ["nothing-1", "tree-0", "tree-2", "tree-99999", "tree-", "Tree-1"])
    def test_nothing_else_is_answered(self, bureau: Staffed, name: str) -> None:
        plant(bureau.unit)
        answer(f"/sitemap.{name}.xml", status=404)

    def test_unknown_hosts_and_variants_have_none(self, bureau: Staffed) -> None:
        plant(bureau.unit)
        answer("/sitemap.tree-1.xml", "nobody.localhost", status=404)
        answer("/zh-hant/sitemap.tree-1.xml", status=404)

    def test_the_index_costs_the_same_however_many_sites_and_trees(self, bureau: Staffed) -> None:
        def cost() -> list[str]:
            answer("/sitemap.xml", "portal.localhost")
            with CaptureQueriesContext(connection) as captured:
                answer("/sitemap.xml", "portal.localhost")
            return [query["sql"] for query in captured]

        plant(bureau.unit)
        few = cost()
        assert len([sql for sql in few if "testapp_tree" in sql]) == 1
        add_sites(4)
        for site in UnitSite.objects.select_related("unit"):
            for _ in range(3):
                plant(site.unit)
        assert len(cost()) == len(few)


class TestFeeds:
    @pytest.mark.parametrize("file", ["rss.xml", "atom.xml"])
    def test_an_entry_has_what_a_reader_shows(self, bureau: Staffed, file: str) -> None:
        tree = plant(bureau.unit, "A&B 古榕", place="<i>南</i>街")
        found = read(f"/trees/{file}")
        assert found.version == ("rss20" if file == "rss.xml" else "atom10")
        home = bureau.site.home.title
        assert (found.feed.title, found.feed.link) == (f"古树名木_{home}", "http://jyj.localhost/trees/")
        (entry,) = found.entries
        assert entry.link == f"http://jyj.localhost/trees/{tree.pk}/"
        assert entry.title == "A&B 古榕"
        assert BeautifulSoup(entry.summary, "html.parser").get_text() == "位于<i>南</i>街"
        assert entry.author == "兴宁市教育局"
        assert [tag.term for tag in entry.tags] == ["古树名木"]

    def test_ids_stay_and_tell_trees_apart(self, bureau: Staffed) -> None:
        trees = [plant(bureau.unit), plant(bureau.unit)]
        before = [entry.id for entry in read("/trees/rss.xml").entries]
        assert before == [entry.id for entry in read("/trees/atom.xml").entries]
        assert len(set(before)) == 2
        assert all(UUID(each) for each in before)
        trees[0].name = "又名"
        trees[0].save()
        bureau.site.site.hostname = "education.localhost"
        bureau.site.site.save()
        assert [entry.id for entry in read("/trees/rss.xml", "education.localhost").entries] == before

    def test_the_newest_twenty_that_are_public(self, bureau: Staffed) -> None:
        for number in range(22):
            plant(bureau.unit, f"第{number}株")
        plant(bureau.unit, "内部", is_public=False)
        assert [entry.title for entry in read("/trees/rss.xml").entries] == [f"第{each}株" for each in range(21, 1, -1)]

    def test_channels_stand_in_the_portals(self, bureau: Staffed, other_bureau: Staffed) -> None:
        plant(bureau.unit, "学宫古樟")
        plant(other_bureau.unit, "库前古榕")
        assert [entry.title for entry in read("/trees/rss.xml", "portal.localhost").entries] == ["库前古榕"]

    def test_readers_ask_again_for_what_they_have(self, bureau: Staffed) -> None:
        tree = plant(bureau.unit)
        first = answer("/trees/atom.xml")
        assert first.headers["Cache-Control"] == "public, max-age=900"
        headers = {"if-none-match": first.headers["ETag"]}
        answer("/trees/atom.xml", status=304, **headers)
        answer("/trees/atom.xml", status=304, **{"if-modified-since": first.headers["Last-Modified"]})
        tree.name = "又名"
        tree.save()
        answer("/trees/atom.xml", **headers)

    def test_a_twin_is_in_its_script(self, bureau: Staffed) -> None:
        plant(bureau.unit, "学宫旁的树")
        response = answer("/zh-hant/trees/rss.xml")
        assert "學宮旁的樹" in response.content.decode()
        assert "http://jyj.localhost/zh-hant/trees/" in response.content.decode()
        assert "ETag" not in response.headers

    @pytest.mark.parametrize("file", ["rss.xml", "atom.xml"])
    def test_an_empty_feed_is_one(self, bureau: Staffed, file: str) -> None:
        assert read(f"/trees/{file}").entries == []
        answer(f"/trees/{file}", status=304, **{"if-none-match": answer(f"/trees/{file}").headers["ETag"]})

    def test_there_is_none_beside_a_tree_nor_on_an_unknown_host(self, bureau: Staffed) -> None:
        tree = plant(bureau.unit)
        answer(f"/trees/{tree.pk}/rss.xml", status=404)
        answer("/trees/rss.xml", "nobody.localhost", status=404)

    def test_it_costs_the_same_however_many_trees(self, bureau: Staffed) -> None:
        def cost() -> int:
            answer("/trees/rss.xml")
            with CaptureQueriesContext(connection) as captured:
                answer("/trees/rss.xml")
            return len(captured)

        plant(bureau.unit)
        few = cost()
        for _ in range(10):
            plant(bureau.unit)
        assert cost() == few <= 6


class TestHead:
    def soup(self, url: str) -> BeautifulSoup:
        return BeautifulSoup(answer(url).content, "html.parser")

    def test_the_list_offers_its_feeds_and_its_twin(self, bureau: Staffed) -> None:
        plant(bureau.unit)
        head = self.soup("/trees/").head
        feeds = {link["href"]: link["title"] for link in head.select("link[rel=alternate][type]")}
        assert feeds["/trees/rss.xml"] == "古树名木 RSS"
        assert feeds["/trees/atom.xml"] == "古树名木 Atom"
        assert "/rss.xml" in feeds  # the site's own, as on every page
        (canonical,) = head.select("link[rel=canonical]")
        assert canonical["href"] == "http://jyj.localhost/trees/"
        assert [link["href"] for link in head.select("link[hreflang=zh-Hant]")] == [
            "http://jyj.localhost/zh-hant/trees/"
        ]
        assert head.select_one("meta[name=description]")["content"] == "本地登记的古树名木"

    def test_the_second_page_is_another(self, bureau: Staffed) -> None:
        Tree.objects.bulk_create(
            Tree(unit=bureau.unit, name="树", place="路", surveyed_on="2026-01-01", is_public=True) for _ in range(21)
        )
        (canonical,) = self.soup("/trees/?page=2&x=1").head.select("link[rel=canonical]")
        assert canonical["href"] == "http://jyj.localhost/trees/?page=2"

    def test_a_twin_names_itself(self, bureau: Staffed) -> None:
        tree = plant(bureau.unit)
        (canonical,) = self.soup(f"/zh-hant/trees/{tree.pk}/").head.select("link[rel=canonical]")
        assert canonical["href"] == f"http://jyj.localhost/zh-hant/trees/{tree.pk}/"


def test_a_page_type_says_whether_it_stands_in_sitemaps(bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    def urls() -> list[str]:
        return [str(each.text) for each in elements("/sitemap-news-1.xml", "s:url/s:loc")]

    assert "http://jyj.localhost/news/" in urls()
    monkeypatch.setattr(ColumnPage, "is_in_sitemap", False)
    answer("/sitemap-news-1.xml", status=404)


def test_a_page_type_says_whether_it_has_a_feed(bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read("/rss.xml").entries == []
    monkeypatch.setattr(HomePage, "has_feed", False)
    answer("/rss.xml", status=404)
