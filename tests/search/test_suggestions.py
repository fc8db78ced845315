"""What the search box offers while one types, and that nothing withdrawn is ever offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from taggit.models import Tag
from wagtail.models import PageViewRestriction

from search.content_key import page_keys
from search.indexing import note_changes
from search.models import QueryCount, Suggestion, SuggestionKey
from search.suggestions.keys import LONGEST, beginnings, keys_of
from search.suggestions.lookup import statement
from search.suggestions.names import renew_daily, renew_names
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.article_tag import ArticleTag
from sites.pages.models.leader_page import LeaderPage
from tests.factories import column_of, draft, published
from tests.staffed import Staffed

Indexed = Callable[[], int]
TITLE = "兴宁市教育局关于印发《兴宁市校车安全管理办法》的通知"


def offered(typed: str, scope: str = "site", host: str = "jyj.localhost", prefix: str = "") -> list[str]:
    response = Client(HTTP_HOST=host).get(f"{prefix}/search/suggestions/?q={quote(typed)}&scope={scope}")
    assert response.status_code == 200
    return [each["text"] for each in response.json()["suggestions"]]


@pytest.mark.parametrize(
    "typed",
    [
        "兴宁市教育局关于", "兴宁市校车", "校车安全", "校車安全", "印发兴宁", "xiaoche", "XiaoChe An", "xcaqglbf",
        "xiao'che", "校che", "兴市教〔2026〕", "兴市教2026", "小车安全", "　校车　安全",
    ],
)  # fmt: skip
def test_a_title_is_offered_by_each_of_its_beginnings(bureau: Staffed, indexed: Indexed, typed: str) -> None:
    published(bureau.column, title=TITLE, document_number="兴市教〔2026〕7号")
    indexed()
    assert TITLE in offered(typed)


def test_nothing_is_offered_that_begins_otherwise(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title=TITLE)
    indexed()
    for typed in ("", "  ", "，。", "安全管理", "xyz", "校车B", "\x00", "%", "_", "'; --", "校" * 5000):
        assert TITLE not in offered(typed), typed


def test_polyphones_are_read_as_in_their_phrase() -> None:
    assert list(keys_of(["重庆银行"])) == ["重庆银行", "chongqingyinhang", "cqyh"]
    assert list(keys_of(["女子足球2014abc"])) == ["女子足球2014abc", "nvzizuqiu2014abc", "nzzq2014abc"]


@given(st.text(max_size=120))
def test_any_title_has_keys_that_fit(title: str) -> None:
    keys = list(keys_of(beginnings(title, "兴宁市")))
    assert len(keys) == len(set(keys))
    assert all(0 < len(key) <= LONGEST for key in keys)


def test_this_sites_own_come_first_and_alone_where_only_it_is_searched(
    bureau: Staffed, other_bureau: Staffed, indexed: Indexed
) -> None:
    published(other_bureau.column, title="校车补贴公示")
    published(bureau.column, title="校车运行公示")
    indexed()
    assert offered("校车") == ["校车运行公示"]
    assert offered("校车", "group") == ["校车运行公示", "校车补贴公示"]
    assert offered("校车", "group", host="portal.localhost") == ["校车补贴公示", "校车运行公示"]


def test_names_come_before_titles_but_leave_them_room(bureau: Staffed, indexed: Indexed) -> None:
    for number in range(12):
        published(bureau.column, title=f"示例甲第{number}次调研")
    leader = LeaderPage(title="示例甲", position="局长")
    published(column_of(bureau.site, "organisation/leaders"), leader)
    indexed()
    found = offered("示例")
    assert found[0] == "示例甲"
    assert len(found) == 8


def test_units_are_offered_in_full_and_in_short_and_by_initials(bureau: Staffed, indexed: Indexed) -> None:
    renew_names()
    for typed in ("兴宁市教", "教育局", "市教育", "jyj", "sjyj", "xingningshijiaoyu"):
        assert "兴宁市教育局" in offered(typed, "group"), typed


def test_columns_and_keywords_are_offered(bureau: Staffed, indexed: Indexed) -> None:
    page = published(bureau.column, title="一则消息")
    ArticleTag.objects.get_or_create(content_object=page, tag=Tag.objects.get_or_create(name="乡村振兴")[0])
    note_changes(page_keys([page.pk]))
    indexed()
    assert offered("xczx") == ["乡村振兴"]
    assert "办事指南" in offered("办事")
    page.delete()
    assert offered("xczx") == []


def test_what_is_not_public_is_never_offered(bureau: Staffed, indexed: Indexed) -> None:
    draft(bureau.column, bureau.editor, title="校车草稿")
    secret = published(bureau.column, title="校车内部通知")
    gone = published(bureau.column, title="校车旧闻")
    indexed()
    assert len(offered("校车")) == 2
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    gone.delete()
    assert offered("校车") == offered("校车", "group") == offered("xiaoche", "group") == []
    assert not Suggestion.objects.filter(text__startswith="校车").exists()


def test_a_changed_title_takes_the_place_of_the_old_one(bureau: Staffed, indexed: Indexed) -> None:
    page = published(bureau.column, title="校车旧名")
    indexed()
    ArticlePage.objects.filter(pk=page.pk).update(title="校车新名")
    note_changes(page_keys([page.pk]))
    indexed()
    assert offered("校车") == ["校车新名"]
    ArticlePage.objects.filter(pk=page.pk).update(document_number="兴市教〔2026〕9号")
    note_changes(page_keys([page.pk]))
    indexed()
    assert offered("兴市教[2026]") == ["校车新名"]


def test_traditional_pages_are_offered_traditional_texts(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="校车运行公示")
    indexed()
    assert offered("校車", prefix="/zh-hant") == ["校車運行公示"]


def test_it_is_cheap_and_may_be_kept_for_a_minute(bureau: Staffed, indexed: Indexed) -> None:
    for number in range(60):
        published(bureau.column, title=f"校车第{number}号公示")
    indexed()
    offered("校车")
    with CaptureQueriesContext(connection) as captured:
        assert len(offered("校车", "group")) == 8
    assert len(captured) <= 3
    response = Client(HTTP_HOST="jyj.localhost").get("/search/suggestions/?q=校车")
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
    assert Client(HTTP_HOST="nobody.localhost").get("/search/suggestions/?q=校车").status_code == 404
    assert Client(HTTP_HOST="jyj.localhost").post("/search/suggestions/").status_code in (403, 405)


def test_look_ups_use_the_index(bureau: Staffed, indexed: Indexed) -> None:
    """Under any collation of the database: keys are bytes."""
    rows = [Suggestion(text=f"名称{number}", kind="title", weight=number) for number in range(3000)]
    Suggestion.objects.bulk_create(rows)
    SuggestionKey.objects.bulk_create(
        SuggestionKey(suggestion=row, key=f"名称{number:05}".encode(), is_title=True, weight=number)
        for number, row in enumerate(rows)
    )
    sql, parameters = statement("名称0123", {bureau.unit.pk})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_suggestionkey")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}", parameters)
        plan = str(cursor.fetchall())
    assert "search_suggestion_key" in plan
    assert "search_suggestion_unit_key" in plan
    assert "SCAN search_suggestionkey" not in plan
    assert "Seq Scan on search_suggestionkey" not in plan
    assert offered("名称0123", "group")[0] == "名称1239"


def test_what_many_ask_on_many_days_is_offered(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="全市校车安全检查")
    indexed()
    for query, days, searches in (("校车安全", 10, 5), ("校车司机某示例", 3, 50), ("校车飞机", 10, 5)):
        for ago in range(days):
            QueryCount.objects.create(
                day=timezone.localdate() - timedelta(days=ago), query=query, unit=bureau.unit, scope="site",
                searches=searches,
            )  # fmt: skip
    renew_daily()
    assert offered("校车") == ["校车安全"]
