"""What a visitor finds with the search box, and that nothing typed into it breaks the page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from sites.pages.models.leader_page import LeaderPage
from tests.factories import column_of, draft, published
from tests.staffed import Staffed
from tests.visits import get, queries, text

Indexed = Callable[[], int]


def results(query: str, more: str = "", host: str = "jyj.localhost") -> list[str]:
    found = get(f"/search/?q={quote(query)}{more}", host)
    return [text(each) for each in found.select(".search-results h3")]


def test_titles_document_numbers_summaries_and_texts_are_found(bureau: Staffed, indexed: Indexed) -> None:
    rules = "关于印发办法的通知"
    published(bureau.column, title=rules, document_number="兴市府办〔2014〕19号")
    brief = published(
        bureau.column, title="工作简报", summary="全市中小学秋季开学", body=[("paragraph", "<p>晴。</p>")]
    )
    published(bureau.column, title="另一份", body=[("paragraph", "<p>神光山下修凉亭。</p>")])
    indexed()
    assert results("印发办法") == results("兴市府办（2014）19号") == [rules]
    assert results("开学") == [brief.title]
    assert results("凉亭") == ["另一份"]
    assert results("没有这回事") == []


def test_traditional_and_full_width_queries_find_the_same(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="2014年渡槽养护公开ABC")
    published(bureau.column, title="２０１４年渡槽養護公開ＡＢＣ")
    indexed()
    for query in ("2014 渡槽养护", "２０１４年渡槽養護", "渡槽養護 abc"):
        assert len(results(query)) == 2, query


def test_scope_site_or_group(bureau: Staffed, other_bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="教育局的渡槽")
    published(other_bureau.column, title="财政局的渡槽")
    indexed()
    assert results("渡槽") == results("渡槽", "&scope=site") == results("渡槽", "&scope=nonsense") == ["教育局的渡槽"]
    assert set(results("渡槽", "&scope=group")) == {"教育局的渡槽", "财政局的渡槽"}
    assert results("渡槽", host="portal.localhost") == ["财政局的渡槽"]  # a channel of the portal
    form = get("/search/?q=渡槽&scope=group").select_one("main form")
    assert form.select_one("input[checked]")["value"] == "group"
    assert form.select_one("input[name=q]")["value"] == "渡槽"


def test_results_on_other_hosts_lead_there(bureau: Staffed, other_bureau: Staffed, indexed: Indexed) -> None:
    own = published(bureau.column, title="教育局的渡槽")
    other = published(other_bureau.column, title="财政局的渡槽")
    indexed()
    found = {text(each): each["href"] for each in get("/search/?q=渡槽&scope=group").select(".search-results h3 a")}
    assert found["教育局的渡槽"] == own.url_path.removeprefix(bureau.site.home.url_path.rstrip("/"))
    assert found["财政局的渡槽"] == other.full_url == f"http://portal.localhost/czj/news/activities/{other.slug}/"


def test_the_policy_library_holds_the_documents_of_the_whole_group(
    bureau: Staffed, other_bureau: Staffed, indexed: Indexed
) -> None:
    published(bureau.column, title="教育工作动态", kind="news")
    published(column_of(bureau.site, "documents"), title="教育办法", kind="policy")
    published(column_of(other_bureau.site, "documents"), title="教育经费办法", kind="policy")
    indexed()
    assert set(results("教育", "&scope=policy")) == {"教育办法", "教育经费办法"}
    assert set(results("教育", "&scope=policy&kind=news")) == {"教育办法", "教育经费办法"}
    assert "教育工作动态" in results("教育", "&scope=group")


def test_only_what_everybody_may_see(bureau: Staffed, indexed: Indexed) -> None:
    draft(bureau.column, bureau.editor, title="渡槽草稿")
    secret = published(bureau.column, title="内部渡槽")
    taken_down = published(bureau.column, title="撤下的渡槽")
    indexed()
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    taken_down.unpublish()
    for more in ("", "&scope=group", "&scope=policy"):
        found = get(f"/search/?q=渡槽{more}")
        assert not found.select(".search-results, .facet")
        assert "没有找到" in text(found.select_one(".search-count"))


def test_columns_and_leaders_are_found_as_what_they_are(bureau: Staffed, indexed: Indexed) -> None:
    published(column_of(bureau.site, "organisation/leaders"), LeaderPage(title="示例甲", position="局长"))
    indexed()
    for query, place in (("办事指南", "栏目"), ("示例甲", "领导")):
        first = get(f"/search/?q={query}").select_one(".search-result")
        assert (text(first.h3), text(first.select_one(".search-result__place"))) == (query, place)


def test_found_words_are_marked_and_the_rest_is_escaped(bureau: Staffed, indexed: Indexed) -> None:
    body = [("paragraph", "<p>市财政&lt;b&gt;局2014年的&amp;预算。</p>")]
    published(bureau.column, title="<script>alert(1)</script>2014财政&预算", body=body)
    indexed()
    found = get("/search/?q=財政 2014")
    assert [each.get_text() for each in found.select("main h3 mark")] == ["2014", "财政"]
    assert {each.get_text() for each in found.select(".search-result__passage mark")} == {"2014", "财政"}
    assert not found.select("main script, main b")
    assert "<script>alert(1)</script>2014财政&预算" in found.select_one(".search-result h3").get_text()
    assert "市财政<b>局2014年的&预算" in text(found.select_one(".search-result__passage"))


def test_marks_are_no_noise_to_a_screen_reader(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="财政预算")
    indexed()
    found = get("/search/?q=财政")
    assert {each["role"] for each in found.select("mark")} == {"presentation"}
    assert found.select_one(".search-count")["role"] == "status"
    assert found.select_one(f"#{found.select_one('main nav')['aria-labelledby']}").name == "h2"


def test_results_are_paged_newest_first(bureau: Staffed, indexed: Indexed) -> None:
    for number in range(25):
        published(bureau.column, title=f"第{number}条渡槽")
    indexed()
    by_date = "&sort=date"
    assert results("渡槽", by_date)[0] == "第24条渡槽"
    last = [f"第{number}条渡槽" for number in (4, 3, 2, 1, 0)]
    assert results("渡槽", f"{by_date}&page=2") == results("渡槽", f"{by_date}&page=1000000000") == last
    assert results("渡槽", f"{by_date}&page=x") == results("渡槽", by_date)
    page = get("/search/?q=渡槽&nonsense=1&scope=group&page=1")
    assert [each["href"] for each in page.select(".pagination a")] == ["?q=%E6%B8%A1%E6%A7%BD&scope=group&page=2"] * 2
    assert get("/search/?q=渡槽&page=2").select_one(".search-results")["start"] == "21"


def test_who_turns_to_the_last_page_of_very_many_is_told(
    bureau: Staffed, indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(25):
        published(bureau.column, title=f"第{number}条渡槽")
    indexed()
    monkeypatch.setattr("search.views.LAST_RESULT", 20)
    monkeypatch.setattr("search.views.MOST_PAGES", 1)
    found = get("/search/?q=渡槽&page=9")
    assert len(found.select(".search-result")) == 20
    assert "只列出前20条" in text(found.select_one(".faceted__results .notice"))


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "%00", "a%00b", quote("通" * 10_000), quote("😀👨‍👩‍👧"), quote("<script>alert(1)</script>"),
        quote("'; DROP TABLE x;--"), quote("%_\\"), "%ff%fe", quote("\ud7ff\u202e"), "(((", "a&q=b&q=c",
        quote('"'), quote('"""'), quote('"a'), quote('a" OR "b'), quote("title:x AND NOT y~2^3"), quote("*:*"),
        quote("a* OR b*"), quote("NEAR(a b)"), quote("-a +b !c | d & e"), quote("/.*/"), quote("[a TO z]"),
        quote("的"), quote("、。！"), quote("{{ 7*7 }}{% now 'Y' %}"), quote("a " * 5000), quote("\U0002a6d6\ue000"),
    ],
)  # fmt: skip
def test_nothing_typed_breaks_the_page(bureau: Staffed, indexed: Indexed, query: str) -> None:
    published(bureau.column, title="渡槽abc")
    indexed()
    for path in (f"/search/?q={query}", f"/search/?phrase={query}&in_title=1", f"/search/advanced/?q={query}"):
        response = Client(HTTP_HOST="jyj.localhost").get(path, follow=True)
        assert response.status_code == 200
        found = BeautifulSoup(response.content, "html.parser")
        assert len(found.select("h1")) == 1
        assert not found.select("main script")
    if len(query) > 10_000:
        found = get(f"/search/?q={query}")
        assert "搜索词过长" in text(found.main)
        assert len(found.select_one("main form").encode()) < 10_000


def test_nothing_else_in_the_address_breaks_the_page(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="渡槽")
    indexed()
    names = ("scope", "sort", "kind", "unit", "category", "year", "state", "page", "year_from", "attachment")
    for value in ("%00", "'", "9" * 400, "-1", "%ff", quote("通" * 3000), "[]", "1e9"):
        assert results("渡槽", "".join(f"&{name}={value}" for name in names)) == ["渡槽"], value


def test_only_letters_and_digits_are_looked_for(bureau: Staffed) -> None:
    assert "请用汉字、字母或数字搜索" in text(get("/search/?q=！？").main)


def test_robots_do_not_index_results(bureau: Staffed) -> None:
    for path in ("/search/?q=a", "/search/advanced/"):
        response = Client(HTTP_HOST="jyj.localhost").get(path)
        assert response.headers["X-Robots-Tag"] == "noindex"
        found = BeautifulSoup(response.content, "html.parser")
        assert found.select_one("meta[name=robots]")["content"].startswith("noindex")
        assert not found.select("link[rel=canonical]")


def test_only_reading_and_only_on_a_site(bureau: Staffed) -> None:
    for path in ("/search/", "/search/advanced/", "/search/atom.xml"):
        assert Client(HTTP_HOST="jyj.localhost").post(path).status_code in (403, 405)
        assert Client(HTTP_HOST="nobody.localhost").get(f"{path}?q=a").status_code == 404


def test_a_search_costs_the_same_however_much_it_finds(
    bureau: Staffed, indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.result_loading.AT_ONCE", 10)  # what few documents save is saved by neither
    for number in range(12):
        published(bureau.column, title=f"渡槽{number}")
    indexed()
    few = queries("/search/?q=渡槽")
    for number in range(25):
        published(bureau.column, title=f"渡槽{number}")
    indexed()
    assert queries("/search/?q=渡槽") == few <= 5


def test_an_empty_query_asks_for_nothing(bureau: Staffed) -> None:
    get("/search/")
    with CaptureQueriesContext(connection) as captured:
        found = get("/search/")
    assert not [each for each in captured if "search_" in each["sql"].replace("search_description", "")]
    assert text(found.h1) == "搜索"
    assert not found.select("main nav, .search-count")


def test_traditional_pages_echo_what_was_typed(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="兴宁市财政预算")
    indexed()
    for typed in ("兴宁", "興寧"):
        found = get(f"/zh-hant/search/?q={typed}")
        assert text(found.select_one(".search-results h3")) == "興寧市財政預算"
        assert [text(each) for each in found.select("h3 mark")] == ["興寧"]
        assert found.select_one("#search-query")["value"] == typed
        assert f"“{typed}”" in text(found.select_one(".search-count"))
        assert found.select_one("main form")["action"] == "/zh-hant/search/"
