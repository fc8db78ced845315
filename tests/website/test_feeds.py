"""RSS and Atom beside homes, columns and topics, as a feed reader takes them."""

from __future__ import annotations

from calendar import timegm
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from sites.pages.models.article_page import ArticlePage
from sites.pages.models.topic_page import TopicPage
from tests.factories import column_of, draft, published, written_before
from tests.staffed import Staffed
from tests.visits import get, image

FILES = ("rss.xml", "atom.xml")
ATOM = "{http://www.w3.org/2005/Atom}"
PUBLISHED = datetime(2014, 6, 16, 1, 30, tzinfo=UTC)


def answer(url: str, host: str = "jyj.localhost", **headers: str) -> Any:
    return Client(HTTP_HOST=host).get(url, headers=headers)


def read(url: str, host: str = "jyj.localhost") -> Any:
    """What a feed reader makes of it; whatever is not well-formed fails."""
    response = answer(url, host)
    assert response.status_code == 200, url
    found = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    return found


@pytest.fixture
def article(bureau: Staffed) -> Any:
    fields = {
        "source": "市教育局",
        "summary": "要点 <b>& 其他",
        "first_published_at": PUBLISHED,
        "cover": image(bureau),
    }
    return tagged(bureau.column, "教育", title="关于A&B<i>的通知", **fields)


def tagged(column: Any, keyword: str, **fields: Any) -> Any:
    page = ArticlePage(**{"source": "市教育局", **fields})
    page.tags.add(keyword)
    return published(column, page)


@pytest.mark.parametrize("file", FILES)
def test_an_entry_has_what_a_reader_shows(bureau: Staffed, article: Any, file: str) -> None:
    found = read(f"/news/activities/{file}")
    assert found.version == ("rss20" if file == "rss.xml" else "atom10")
    assert found.feed.title == "工作动态"
    assert found.feed.link == "http://jyj.localhost/news/activities/"
    assert found.feed.language == "zh-Hans"
    (entry,) = found.entries
    assert entry.link == f"http://jyj.localhost/news/activities/{article.slug}/"
    assert entry.author == "市教育局"
    # The summary is text: what looks like a tag is shown, not obeyed.
    assert BeautifulSoup(entry.summary, "html.parser").get_text() == "要点 <b>& 其他"
    assert [tag.term for tag in entry.tags] == ["教育"]
    assert timegm(entry.published_parsed) == PUBLISHED.timestamp()
    assert entry.id == article.translation_key.urn
    (enclosure,) = entry.enclosures
    assert enclosure.type == "image/jpeg"
    assert int(enclosure.length) > 1000
    picture = answer(enclosure.href.removeprefix("http://jyj.localhost"))
    assert len(picture.getvalue()) == int(enclosure.length)
    picture.close()


def test_an_article_without_a_summary_is_described_by_how_it_begins(bureau: Staffed) -> None:
    published(
        bureau.column, body=[("heading", {"text": "总则", "level": "2"}), ("paragraph", "<p>第一<b>段</b>。</p>")]
    )
    assert read("/rss.xml").entries[0].summary == "第一段。"


@pytest.mark.parametrize("file", FILES)
def test_each_home_column_and_topic_has_one(bureau: Staffed, portal: Staffed, file: str) -> None:
    tagged(bureau.column, "扶贫", title="教育局的信息")
    tagged(column_of(portal.site, "news/notices"), "扶贫", title="门户的信息")
    topic = TopicPage(title="扶贫专题")
    topic.collected_tags.add("扶贫")
    topic = published(bureau.site.home.specific, topic)

    def titles(url: str, host: str = "jyj.localhost") -> list[str]:
        return [entry.title for entry in read(url, host).entries]

    assert titles(f"/{file}") == titles(f"/news/{file}") == titles(f"/news/activities/{file}") == ["教育局的信息"]
    assert titles(f"/documents/{file}") == []
    assert set(titles(f"/{topic.slug}/{file}")) == {"教育局的信息", "门户的信息"}
    assert titles(f"/{file}", "portal.localhost") == ["门户的信息"]


def test_a_channel_has_its_own_feed_and_the_portal_keeps_to_itself(other_bureau: Staffed) -> None:
    published(other_bureau.column, title="频道的信息")
    assert [entry.title for entry in read("/czj/atom.xml", "portal.localhost").entries] == ["频道的信息"]
    assert read("/czj/atom.xml", "portal.localhost").entries[0].link.startswith("http://portal.localhost/czj/news/")
    assert read("/atom.xml", "portal.localhost").entries == []


def test_the_newest_twenty_in_their_order(bureau: Staffed) -> None:
    for number in range(22):
        published(bureau.column, title=f"第{number}条")
    found = [entry.title for entry in read("/news/rss.xml").entries]
    assert found == [f"第{number}条" for number in range(21, 1, -1)]


def test_only_what_everybody_may_see(bureau: Staffed) -> None:
    draft(bureau.column, bureau.editor)
    secret = published(bureau.column)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert read("/rss.xml").entries == []
    PageViewRestriction.objects.create(page=bureau.column, restriction_type=PageViewRestriction.LOGIN)
    assert answer("/news/activities/rss.xml").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_other_pages_have_none(bureau: Staffed, file: str) -> None:
    page = published(bureau.column)
    path = page.get_url().removeprefix("http://jyj.localhost")
    for url in (f"{path}{file}", f"/nothing/{file}", f"/news/activities{file}", f"/news//{file}"):
        assert answer(url).status_code == 404, url
    assert answer(f"/{file}", "nobody.localhost").status_code == 404


def test_atom_holds_what_its_standard_requires(bureau: Staffed, article: Any) -> None:
    """RFC 4287, 4.1: id, title and updated of feed and entries, one link to itself, an author."""
    feed = ElementTree.fromstring(answer("/news/atom.xml").content)  # noqa: S314 (our own answer)
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
            assert element.find(ATOM + name).text
        assert element.find(f"{ATOM}author/{ATOM}name").text
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://jyj.localhost/news/atom.xml"


def test_rss_holds_what_its_specification_requires(bureau: Staffed, article: Any) -> None:
    channel = ElementTree.fromstring(answer("/news/rss.xml").content).find("channel")  # noqa: S314 (our own answer)
    assert all(channel.find(name).text for name in ("title", "link", "description", "lastBuildDate", "language"))
    (item,) = channel.findall("item")
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.find("{http://purl.org/dc/elements/1.1/}creator").text == "市教育局"
    assert set(item.find("enclosure").keys()) == {"url", "length", "type"}


def test_characters_that_xml_cannot_hold_are_left_out(bureau: Staffed) -> None:
    """No field takes them any more; a row of before may hold them."""
    page = published(bureau.column)
    written_before(ArticlePage.objects.filter(pk=page.pk), title="标题\x0b一\x1f二", summary="摘\x08要")
    (entry,) = read("/rss.xml").entries
    assert (entry.title, entry.summary) == ("标题一二", "摘要")


@pytest.mark.parametrize("file", FILES)
def test_a_reader_is_told_that_nothing_is_new(bureau: Staffed, article: Any, file: str) -> None:
    first = answer(f"/{file}")
    again = answer(f"/{file}", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert answer(f"/{file}", **{"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    published(bureau.column, title="又一条")
    assert answer(f"/{file}", **{"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert "max-age=900" in first.headers["Cache-Control"]


def test_an_empty_feed_does_not_change_by_itself(bureau: Staffed) -> None:
    assert answer("/documents/rss.xml").content == answer("/documents/rss.xml").content


def test_the_twin_reads_traditional_and_leads_to_twins(bureau: Staffed) -> None:
    page = published(bureau.column, title="财政预算公开", summary="历史发展")
    for file in FILES:
        found = read(f"/zh-hant/news/activities/{file}")
        assert found.feed.language == "zh-Hant"
        assert found.feed.link == "http://jyj.localhost/zh-hant/news/activities/"
        (entry,) = found.entries
        assert (entry.title, entry.summary) == ("財政預算公開", "歷史發展")
        assert entry.link == f"http://jyj.localhost/zh-hant/news/activities/{page.slug}/"


def test_pages_name_their_feeds(bureau: Staffed) -> None:
    def named(url: str) -> list[str]:
        return [each["href"] for each in get(url).select("link[rel=alternate][type$='+xml']")]

    assert named("/") == ["/rss.xml", "/atom.xml"]
    assert named("/news/activities/") == [
        "/news/activities/rss.xml", "/news/activities/atom.xml", "/rss.xml", "/atom.xml",
    ]  # fmt: skip
    assert named("/zh-hant/") == ["/zh-hant/rss.xml", "/zh-hant/atom.xml"]
    assert {answer(url).status_code for url in named("/news/activities/")} == {200}


def test_a_feed_costs_the_same_however_long(bureau: Staffed) -> None:
    def cost() -> int:
        answer("/rss.xml")
        with CaptureQueriesContext(connection) as captured:
            answer("/rss.xml")
        return len(captured)

    tagged(bureau.column, "教育", title="一", cover=image(bureau))
    few = cost()
    for _ in range(5):
        tagged(bureau.column, "教育", title="又一", cover=image(bureau))
    assert cost() == few <= 10
