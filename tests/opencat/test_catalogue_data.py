"""What can be taken home: downloads, the data dictionary, feeds, figures."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opencat.catalogue.open_data import COLUMNS
from opencat.models import Category
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.visits import get, text

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def downloaded(url: str, host: str = "jyj.localhost") -> str:
    response = Client(HTTP_HOST=host).get(url)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def csv_rows(url: str, host: str = "jyj.localhost") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(downloaded(url, host).removeprefix("\ufeff"))))


@pytest.fixture
def documents(bureau: Staffed, other_bureau: Staffed) -> dict[str, ArticlePage]:
    column = column_of(bureau.site, "documents")
    return {
        "rules": published(
            column,
            title="收费办法",
            document_number="兴市教〔2019〕7号",
            written_on=date(2019, 5, 1),
            genre="notice",
            validity=Validity.ABOLISHED,
            ceases_on=date(2024, 1, 2),
        ),
        "formula": published(column, title='=HYPERLINK("http://x")，含,逗号"引号'),
        "finance": published(column_of(other_bureau.site, "documents"), title="预算办法"),
        "news": published(bureau.column, title="动态"),
    }


def test_csv_has_every_document_of_the_category(documents: dict[str, ArticlePage]) -> None:
    rows = {row["标题"]: row for row in csv_rows("/opencat/data/1504.csv")}
    page = ArticlePage.objects.get(pk=documents["rules"].pk)
    assert rows["收费办法"] == {
        "索引号": page.index_number,
        "标题": "收费办法",
        "文号": "兴市教〔2019〕7号",
        "单位代码": "jyj",
        "单位": "兴宁市教育局",
        "类别代码": "150401",
        "类别": "政策性文件",
        "依据": "第十五条（四）",
        "成文日期": "2019-05-01",
        "首次公开日期": str(page.catalogue_entry.published_on),
        "有效性": "已废止",
        "失效或废止日期": "2024-01-02",
        "公开方式": "主动公开",
        "体裁": "通知",
        "主题": "",
        "服务对象": "",
        "网址": page.full_url,
        "永久链接": f"http://jyj.localhost/opencat/n/{page.index_number}/",
    }
    assert len(rows) == 2
    assert '\'=HYPERLINK("http://x")，含,逗号"引号' in rows


def test_downloads_follow_the_scope(documents: dict[str, ArticlePage]) -> None:
    assert len(csv_rows("/opencat/data/1504.csv?unit=all")) == 3
    assert [row["标题"] for row in csv_rows("/opencat/data/1504.csv?unit=czj")] == ["预算办法"]
    assert len(csv_rows("/opencat/data/1504.csv", "portal.localhost")) == 3
    assert csv_rows("/opencat/data/1503.csv") == []


def test_json_is_the_same_with_the_names_of_the_dictionary(documents: dict[str, ArticlePage]) -> None:
    found = json.loads(downloaded("/opencat/data/1504.json"))
    assert found["category"]["name"] == "政策性、规范性文件"
    assert "免费" in found["licence"]
    assert [list(each) for each in found["documents"]] == [[column.name for column in COLUMNS]] * 2
    assert found["documents"][0]["title"] == documents["formula"].title
    assert json.loads(downloaded("/opencat/data/1503.json"))["documents"] == []


def test_downloads_load_no_bodies(documents: dict[str, ArticlePage]) -> None:
    with CaptureQueriesContext(connection) as captured:
        downloaded("/opencat/data/1504.csv")
    assert not [each for each in captured.captured_queries if '"body"' in each["sql"]]
    assert len(captured) < 10


def test_unknown_downloads_are_not_there(documents: dict[str, ArticlePage]) -> None:
    for path in ("9999.csv", "1504.xml", "1504-licence.csv", "1504-nothing.csv", "x.csv"):
        get(f"/opencat/data/{path}", status=404)


def test_the_dictionary_explains_every_column_and_lists_every_category(documents: dict[str, ArticlePage]) -> None:
    page = get("/opencat/data/")
    said = text(page.main)
    for column in COLUMNS:
        for part in (column.name, column.label, column.about.replace(" ", "")):
            assert part in said
    assert "免费" in said
    files = {link["href"] for link in page.select(".catalogue-files a")}
    for code in ("1504", "150401", "1505", "150501"):
        assert {f"/opencat/data/{code}.csv", f"/opencat/data/{code}.json"} <= files
    shown = {text(each.td) for each in get("/opencat/data/?unit=all").select(".catalogue-table tbody tr") if each.td}
    assert {"1504", "150401"} <= shown


def test_records_come_as_a_table_of_their_own(portal: Staffed) -> None:
    category = Category.objects.get(code="140801")
    assert category.record_kind
    lines = downloaded(f"/opencat/data/1408-{category.record_kind}.csv", "portal.localhost")
    assert "网址" in lines


@pytest.mark.parametrize("file", ["rss.xml", "atom.xml"])
def test_feeds_hold_the_newest_of_the_category(documents: dict[str, ArticlePage], file: str) -> None:
    answer = Client(HTTP_HOST="jyj.localhost").get(f"/opencat/category/1504/{file}")
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)  # noqa: S314 (our own answer)
    if file == "rss.xml":
        titles = [each.findtext("title") for each in root.iter("item")]
        link = root.findtext("channel/link")
    else:
        titles = [each.findtext(f"{ATOM}title") for each in root.iter(f"{ATOM}entry")]
        link = root.find(f"{ATOM}link[@rel='alternate']").get("href")
    assert titles == [documents["formula"].title, "收费办法"]
    assert link == "http://jyj.localhost/opencat/?category=1504"
    get("/opencat/category/9999/rss.xml", status=404)
    empty = Client(HTTP_HOST="jyj.localhost").get(f"/opencat/category/1503/{file}")
    assert ElementTree.fromstring(empty.content) is not None  # noqa: S314


def test_the_catalogue_tells_readers_of_its_feeds(documents: dict[str, ArticlePage]) -> None:
    page = get("/opencat/?category=1504&unit=all")
    hrefs = {each["href"] for each in page.select("link[rel=alternate][type='application/rss+xml']")}
    assert "/opencat/category/1504/rss.xml?unit=all" in hrefs


def figures(page: Any) -> dict[str, list[str]]:
    return {
        text(row.th): [text(each) for each in row.select("td")]
        for row in page.select(".catalogue-table tbody tr, .catalogue-table tfoot tr")
    }


def test_figures_by_column_and_by_category(documents: dict[str, ArticlePage], bureau: Staffed) -> None:
    page = get("/opencat/statistics/")
    found = figures(page)
    assert found["政策文件"] == ["2", "2", "2"]
    assert found["政务动态"] == found["工作动态"] == ["1", "1", "1"]
    assert found["合计"] == ["3", "3", "3"]
    assert page.select(".catalogue-bars rect[width='100']")
    own = figures(get("/opencat/statistics/?by=category"))
    assert own["政策性、规范性文件"] == own["政策性文件"] == ["2", "2", "2"]
    everywhere = figures(get("/opencat/statistics/?by=category&unit=all"))
    assert everywhere["政策性、规范性文件"] == ["3", "3", "3"]


def test_a_channel_has_figures_of_its_own(documents: dict[str, ArticlePage]) -> None:
    page = get("/opencat/statistics/?unit=czj", "portal.localhost")
    assert figures(page)["政策文件"] == ["1", "1", "1"]
    links = {text(each): each["href"] for each in page.select(".sorts a")}
    assert figures(get(links["市财政局各类别"], "portal.localhost"))["政策性文件"] == ["1", "1", "1"]
    assert figures(get(links["全市各类别"], "portal.localhost"))["政策性文件"] == ["3", "3", "3"]


def test_figures_follow_what_is_published(documents: dict[str, ArticlePage], bureau: Staffed) -> None:
    get("/opencat/statistics/")
    get("/opencat/statistics/?by=category")
    published(bureau.column, title="又一条")
    assert figures(get("/opencat/statistics/"))["工作动态"] == ["2", "2", "2"]
    assert figures(get("/opencat/statistics/?by=category"))["政务动态"] == ["2", "2", "2"]
    ArticlePage.objects.get(pk=documents["news"].pk).unpublish()
    assert figures(get("/opencat/statistics/"))["工作动态"] == ["1", "1", "1"]


def test_the_api_says_where_the_catalogue_has_an_article(documents: dict[str, ArticlePage]) -> None:
    page = ArticlePage.objects.get(pk=documents["rules"].pk)
    for path in ("/api/v1/articles?year=2019", f"/api/v1/articles/{page.pk}"):
        answer = Client(HTTP_HOST="jyj.localhost").get(path).json()
        found = answer["items"][0] if "items" in answer else answer
        assert found["category"] == {"code": "150401", "name": "政策性文件"}
        assert found["index_number"] == page.index_number
