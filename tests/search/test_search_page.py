"""What a visitor finds with the search box, and that nothing typed into it breaks the page."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from sites.models import LeaderPage
from tests.factories import column_of, draft, published
from tests.sites.conftest import Staffed
from tests.sites.visits import get, queries, text


def results(query: str, scope: str = "", host: str = "jyj.localhost", page: str = "") -> list[str]:
    found = get(f"/search/?q={quote(query)}&scope={scope}&page={page}", host)
    return [text(each) for each in found.select(".search-results h3")]


def test_titles_document_numbers_and_summaries_are_found(bureau: Staffed) -> None:
    published(bureau.column, title="关于印发办法的通知", document_number="兴市府办〔2014〕19号")
    published(bureau.column, title="工作简报", summary="全市中小学秋季开学")
    assert results("印发办法") == ["关于印发办法的通知"]
    assert results("兴市府办（2014）19号") == ["关于印发办法的通知"]
    assert results("开学") == ["工作简报"]
    assert results("没有这回事") == []


def test_traditional_and_full_width_queries_find_the_same(bureau: Staffed) -> None:
    published(bureau.column, title="2014年财政预算公开ABC")
    published(bureau.column, title="２０１４年财政预算公开ＡＢＣ")
    for query in ("2014 财政预算", "２０１４年財政預算", "財政預算 abc"):
        assert len(results(query)) == 2, query


def test_every_word_must_be_there_wherever_it_stands(bureau: Staffed) -> None:
    published(bureau.column, title="教育经费公开", summary="乡镇学校")
    published(bureau.column, title="教育动态")
    assert results("教育 学校") == ["教育经费公开"]


def test_scope_site_or_group(bureau: Staffed, other_bureau: Staffed) -> None:
    published(bureau.column, title="教育局的通告")
    published(other_bureau.column, title="财政局的通告")
    assert results("通告") == results("通告", "site") == results("通告", "nonsense") == ["教育局的通告"]
    assert set(results("通告", "group")) == {"教育局的通告", "财政局的通告"}
    assert results("通告", host="portal.localhost") == ["财政局的通告"]  # a channel of the portal
    form = get("/search/?q=通告&scope=group").select_one("main form")
    assert form.select_one("input[checked]")["value"] == "group"
    assert form.select_one("input[name=q]")["value"] == "通告"


def test_only_what_everybody_may_see(bureau: Staffed) -> None:
    draft(bureau.column, bureau.editor, title="通告草稿")
    secret = published(bureau.column, title="内部通告")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert results("通告") == results("通告", "group") == []


def test_columns_and_leaders_are_offered(bureau: Staffed) -> None:
    published(column_of(bureau.site, "organisation/leaders"), LeaderPage(title="示例甲", position="局长"))
    found = {text(each): each["href"] for each in get("/search/?q=办事指南").select(".search-places a")}
    assert found == {"办事指南": "/guides/"}
    assert [text(each) for each in get("/search/?q=示例甲").select(".search-places a")] == ["示例甲"]


def test_found_words_are_marked_and_the_rest_is_escaped(bureau: Staffed) -> None:
    published(bureau.column, title="<script>alert(1)</script>2014财政&预算")
    found = get("/search/?q=財政 2014")
    assert [each.get_text() for each in found.select("main h3 mark")] == ["2014", "财政"]
    assert not found.select("main script")
    assert "<script>alert(1)</script>2014财政&预算" in found.select_one("main h3").get_text()


def test_results_are_paged_newest_first(bureau: Staffed) -> None:
    for number in range(25):
        published(bureau.column, title=f"第{number}条通告")
    assert results("通告")[0] == "第24条通告"
    assert results("通告", page="2") == [f"第{number}条通告" for number in (4, 3, 2, 1, 0)]
    assert results("通告", page="1000000000") == results("通告", page="2")
    assert results("通告", page="x") == results("通告")
    links = [each["href"] for each in get("/search/?q=通告&scope=site").select(".pagination a")]
    assert links == ["?q=%E9%80%9A%E5%91%8A&scope=site&page=2"] * 2


def test_frequent_words_are_not_counted_to_the_end(bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        published(bureau.column, title=f"第{number}条通告")
    import search.views

    monkeypatch.setattr(search.queries, "MOST_RESULTS", 3)
    monkeypatch.setattr(search.views, "MOST_RESULTS", 3)
    found = get("/search/?q=通告")
    assert len(found.select(".search-results li")) == 3
    assert "找到3条以上信息" in text(found.select_one(".search-count"))


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "%00", "a%00b", quote("通" * 10_000), quote("😀👨‍👩‍👧"), quote("<script>alert(1)</script>"),
        quote("'; DROP TABLE x;--"), quote("%_\\"), "%ff%fe", quote("\ud7ff\u202e"), "(((", "a&q=b&q=c",
    ],
)  # fmt: skip
def test_nothing_typed_breaks_the_page(bureau: Staffed, query: str) -> None:
    found = get(f"/search/?q={query}")
    assert len(found.select("h1")) == 1
    assert not found.select("main script")
    if len(query) > 10_000:
        assert "搜索词过长" in text(found.main)


def test_robots_do_not_index_results(bureau: Staffed) -> None:
    response = Client(HTTP_HOST="jyj.localhost").get("/search/?q=a")
    assert response.headers["X-Robots-Tag"] == "noindex"
    found = BeautifulSoup(response.content, "html.parser")
    assert found.select_one("meta[name=robots]")["content"].startswith("noindex")
    assert not found.select("link[rel=canonical]")


def test_only_reading_and_only_on_a_site(bureau: Staffed) -> None:
    assert Client(HTTP_HOST="jyj.localhost").post("/search/").status_code in (403, 405)
    assert Client(HTTP_HOST="nobody.localhost").get("/search/?q=a").status_code == 404


def test_a_search_costs_the_same_however_much_it_finds(bureau: Staffed) -> None:
    published(bureau.column, title="通告")
    few = queries("/search/?q=通告")
    for _ in range(15):
        published(bureau.column, title="通告")
    assert queries("/search/?q=通告") == few <= 10


def test_an_empty_query_asks_for_nothing(bureau: Staffed) -> None:
    get("/search/")
    with CaptureQueriesContext(connection) as captured:
        get("/search/")
    assert not [each for each in captured if "ILIKE" in each["sql"] or "LIKE" in each["sql"]]
