"""The public API as its users see it: every answer keeps to the document, and only what is public is in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker
from wagtail.models import PageViewRestriction

from sites.pages.models.article_page import ArticlePage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.topic_page import TopicPage
from tests.factories import column_of, draft, published
from tests.staffed import Staffed
from tests.visits import article_with_every_block, get, text

LISTS = ("articles", "topics", "leaders")
CONTENTS = ("contents", "contents/{name}", "contents/{name}/{item_id}")


def ask(path: str, host: str = "jyj.localhost", method: str = "get", **headers: str) -> Any:
    return getattr(Client(HTTP_HOST=host), method)(f"/api/v1/{path}", headers=headers)


def data(path: str, host: str = "jyj.localhost", status: int = 200) -> Any:
    """The answer, held against what the OpenAPI document says of this path and status."""
    response = ask(path, host)
    assert response.status_code == status, (path, response.content)
    assert response.headers["Content-Type"].startswith("application/json")
    found = response.json()
    check(path, status, found)
    return found


def check(path: str, status: int, found: Any) -> None:
    document = ask("openapi.json").json()
    path = path.partition("?")[0]
    path = "articles/{article_id}" if path.startswith("articles/") else path
    answers = document["paths"][f"/api/v1/{path}"]["get"]["responses"]
    schema = answers[str(status)]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": document["components"]}, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(found)] == []


@pytest.fixture
def world(bureau: Staffed, portal: Staffed) -> Staffed:
    """The bureau with an article that has everything, a topic and a leader."""
    article_with_every_block(bureau)
    topic = TopicPage(title="教育专题", summary="摘要")
    topic.collected_tags.add("政务公开")
    published(bureau.site.home.specific, topic)
    leader = LeaderPage(title="某示例", position="局长", biography="<p>生于<b>某年</b>。</p>")
    published(column_of(bureau.site, "organisation/leaders"), leader)
    return bureau


def test_site(world: Staffed) -> None:
    found = data("site")
    assert (found["name"], found["url"]) == ("兴宁市教育局", "http://jyj.localhost/")
    assert found["unit"] == {"code": "jyj", "name": "兴宁市教育局", "short_name": "市教育局", "category": "government"}
    assert found["variants"] == [{"language": "zh-hant", "url": "http://jyj.localhost/zh-hant/"}]
    assert found["channels"] == []


def test_columns_are_a_tree_with_counts(world: Staffed) -> None:
    found = {column["title"]: column for column in data("columns")}
    assert found["政务动态"]["item_count"] == 1
    assert found["政务动态"]["columns"][0]["title"] == "工作动态"
    assert found["政务动态"]["columns"][0]["url"] == "http://jyj.localhost/news/activities/"
    assert [each["item_count"] for each in found["政务动态"]["columns"]] == [1, 0, 0, 0]
    assert found["机构设置"]["item_count"] == 1
    assert found["政策文件"]["item_count"] == 0


def test_an_article_with_all_its_elements(world: Staffed) -> None:
    (row,) = data("articles")["items"]
    found = data(f"articles/{row['id']}")
    assert {key: found[key] for key in row} == row
    assert found["published_at"] == "2014-06-16T09:30:00+08:00"
    assert (found["document_number"], found["source"], found["written_on"]) == (
        "兴市府办〔2014〕19号",
        "市教育局",
        "2014-06-10",
    )
    assert found["column"] == {"id": world.column.pk, "title": "工作动态"}
    assert found["keywords"] == ["政务公开"]
    assert found["variants"] == [{"language": "zh-hant", "url": found["url"].replace("/news/", "/zh-hant/news/")}]
    lines = found["body_text"].splitlines()
    for line in ("正文第一段。", "第一章 总则", "第一条 为了公开。", "项目\t金额", "梯田", "公开为常态。", "大家好。"):
        assert line in lines
    assert "<" not in found["body_text"]
    assert "<p>正文第一段。</p>" in found["body_html"]
    (attachment,) = found["attachments"]
    assert (attachment["title"], attachment["extension"], attachment["size"]) == ("办法全文", "pdf", 2048)
    file = Client(HTTP_HOST="jyj.localhost").get(attachment["url"].removeprefix("http://jyj.localhost"))
    assert len(file.getvalue()) == 2048


def test_topics_and_leaders(world: Staffed) -> None:
    (topic,) = data("topics")["items"]
    assert (topic["title"], topic["keywords"]) == ("教育专题", ["政务公开"])
    (leader,) = data("leaders")["items"]
    assert (leader["name"], leader["position"], leader["biography"]) == ("某示例", "局长", "生于某年。")


def test_filters(bureau: Staffed) -> None:
    documents = column_of(bureau.site, "documents")
    tagged = ArticlePage(title="甲", source="市教育局", written_on=date(2020, 5, 1), kind="policy")
    tagged.tags.add("财政")
    published(documents, tagged)
    published(bureau.column, title="乙", written_on=date(2021, 5, 1))
    news = column_of(bureau.site, "news")
    for query, titles in {
        "": ["乙", "甲"],
        f"column={documents.pk}": ["甲"],
        f"column={news.pk}": ["乙"],
        "year=2020": ["甲"],
        "kind=policy": ["甲"],
        "keyword=财政": ["甲"],
        "keyword=财": [],
        "unit=jyj&year=2021": ["乙"],
        "unit=czj": [],
    }.items():
        assert [each["title"] for each in data(f"articles?{query}")["items"]] == titles, query


def test_pages_of_a_list_lead_on(bureau: Staffed) -> None:
    for number in range(5):
        published(bureau.column, title=f"第{number}条")
    first = data("articles?limit=2&unit=jyj")
    assert (first["count"], first["page"], first["limit"], first["previous"]) == (5, 1, 2, None)
    titles: list[str] = []
    url: str | None = "articles?limit=2&unit=jyj"
    while url:
        found = data(url.removeprefix("http://jyj.localhost/api/v1/"))
        titles += [each["title"] for each in found["items"]]
        url = found["next"]
    assert titles == [f"第{number}条" for number in (4, 3, 2, 1, 0)]
    assert data(found["previous"].removeprefix("http://jyj.localhost/api/v1/"))["items"][0]["title"] == "第2条"


def test_each_host_answers_for_its_own_pages(bureau: Staffed, other_bureau: Staffed, portal: Staffed) -> None:
    here = published(bureau.column, title="教育局的")
    channel = published(other_bureau.column, title="财政局的")

    def titles(host: str) -> list[str]:
        return [each["title"] for each in data("articles", host)["items"]]

    assert titles("jyj.localhost") == ["教育局的"]
    assert titles("portal.localhost") == ["财政局的"]  # a channel's pages are on the portal's host
    assert data("articles?unit=portal-office", "portal.localhost")["items"] == []
    assert data("site", "portal.localhost")["channels"][0]["url"] == "http://portal.localhost/czj/"
    assert data(f"articles/{channel.pk}", "portal.localhost")["unit"] == "czj"
    data(f"articles/{here.pk}", "portal.localhost", status=404)
    data(f"articles/{channel.pk}", status=404)
    data(f"articles?column={other_bureau.column.pk}", status=404)
    assert "财政局" not in str(data("columns"))
    for path in ("site", "columns", *LISTS):
        data(path, "nobody.localhost", status=404)


def test_only_what_everybody_may_see(bureau: Staffed) -> None:
    hidden = [draft(bureau.column, bureau.editor), published(bureau.column)]
    PageViewRestriction.objects.create(page=hidden[1], restriction_type=PageViewRestriction.LOGIN)
    leaders = column_of(bureau.site, "organisation/leaders")
    published(leaders, LeaderPage(title="某示例", position="局长"))
    PageViewRestriction.objects.create(page=leaders, restriction_type=PageViewRestriction.LOGIN)
    assert data("articles")["count"] == data("leaders")["count"] == 0
    assert "领导与人员" not in str(data("columns"))
    for page in hidden:
        data(f"articles/{page.pk}", status=404)


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("page=0", "page", "不能小于 1。"),
        ("page=1000000001", "page", "不能大于 1000000000。"),
        ("page=x", "page", "应为整数。"),
        ("page=1.5", "page", "应为整数。"),
        ("limit=101", "limit", "不能大于 100。"),
        ("limit=-1", "limit", "不能小于 1。"),
        ("year=20145", "year", "不能大于 9998。"),
        ("column=99999999999999999999999", "column", "不能大于 2147483647。"),
        ("kind=poem", "kind", "只能是下列之一：'news'、'policy'。"),
        ("keyword=%00", "keyword", "含有不能使用的字符。"),
        ("keyword=", "keyword", "不能为空。"),
        ("unit=a%00", "unit", "含有不能使用的字符。"),
        (f"keyword={'长' * 101}", "keyword", "不能超过 100 个字。"),
    ],
)
def test_what_makes_no_sense_is_refused_in_chinese(bureau: Staffed, query: str, field: str, message: str) -> None:
    found = data(f"articles?{query}", status=422)
    assert found["detail"] == "参数不符合要求。"
    assert found["errors"] == [{"field": field, "message": message}]


@pytest.mark.parametrize("path", [*LISTS, "articles/1", "articles/2147483647"])
def test_a_page_beyond_the_last_is_empty(bureau: Staffed, path: str) -> None:
    if path in LISTS:
        assert data(f"{path}?page=1000000000&limit=100")["items"] == []
    else:
        data(path, status=404)


def test_odd_addresses_are_never_an_error_of_the_server(bureau: Staffed) -> None:
    odd = (
        "articles/0",
        "articles/x",
        "articles/99999999999999999999",
        "articles/1/",
        "nothing",
        "articles//",
        "docs",
        "%00",
    )
    for path in odd:
        response = ask(path)
        assert response.status_code in (404, 422), path
        assert response.json()["detail"]
    for query in ("page=&limit=", "page=１", "😀=1", "keyword=😀", "page=1&page=2", "year=0x7e4", "%ff=%fe"):
        assert ask(f"articles?{query}").status_code in (200, 422), query


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(bureau: Staffed, method: str) -> None:
    client = Client(HTTP_HOST="jyj.localhost", enforce_csrf_checks=True)
    for path in ("site", "articles", "articles/1", "openapi.json"):
        response = getattr(client, method)(f"/api/v1/{path}")
        assert response.status_code == 405
        assert response.json()["detail"] == "这个接口只能读取。"
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_head_is_get_without_its_body(bureau: Staffed) -> None:
    response = ask("articles", method="head")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["ETag"] == ask("articles").headers["ETag"]


def test_any_origin_may_read_and_caches_may_keep_it(bureau: Staffed) -> None:
    response = ask("articles", Origin="https://example.com")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    assert "Access-Control-Allow-Credentials" not in response.headers
    again = ask("articles", **{"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert ask("articles", method="options").status_code == 204
    assert "Cache-Control" not in ask("articles?page=x").headers


def test_the_document_describes_every_path_in_chinese(bureau: Staffed) -> None:
    document = ask("openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        f"/api/v1/{path}" for path in ("site", "columns", *LISTS, "articles/{article_id}", "search", *CONTENTS)
    }
    for methods in document["paths"].values():
        assert set(methods) == {"get"}
        for parameter in methods["get"]["parameters"]:
            assert parameter["description"], parameter
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        for field, about in schema.get("properties", {}).items():
            assert about.get("description"), (name, field)


def test_the_page_for_people_lists_the_paths_and_loads_nothing_foreign(bureau: Staffed) -> None:
    found = get("/api/v1/")
    paths = [each.get_text() for each in found.select("main code") if each.get_text().startswith("/")]
    assert {"/api/v1/site", "/api/v1/columns", "/api/v1/articles", "/api/v1/articles/{article_id}"} <= set(paths)
    assert all(each["src"].startswith("/") for each in found.select("script[src]"))
    for link in found.select("main a"):
        asked = f"{link['href']}?q=x" if link["href"].endswith("/search") else link["href"]
        assert Client(HTTP_HOST="jyj.localhost").get(asked).status_code == 200
    assert "信息列表" in text(found.main)
    get("/api/v1/", "nobody.localhost", status=404)


def test_the_twin_speaks_traditional(bureau: Staffed) -> None:
    page = published(bureau.column, title="财政预算")
    found = Client(HTTP_HOST="jyj.localhost").get("/zh-hant/api/v1/articles").json()
    check("articles", 200, found)
    assert found["items"][0]["title"] == "財政預算"
    assert found["items"][0]["url"] == f"http://jyj.localhost/zh-hant/news/activities/{page.slug}/"


def test_lists_cost_the_same_however_long(world: Staffed) -> None:
    def cost(path: str) -> int:
        ask(path)
        with CaptureQueriesContext(connection) as captured:
            ask(path)
        return len(captured)

    paths = ("site", "columns", *LISTS)
    few = {path: cost(path) for path in paths}
    for number in range(6):
        published(world.column, title=f"又一条{number}")
        published(column_of(world.site, "organisation/leaders"), LeaderPage(title="某示例", position="副局长"))
        topic = TopicPage(title="又一专题")
        topic.collected_tags.add("政务公开")
        published(world.site.home.specific, topic)
    assert {path: cost(path) for path in paths} == few
    assert max(few.values()) <= 8
    article = ask("articles").json()["items"][-1]["id"]
    assert cost(f"articles/{article}") <= 14
