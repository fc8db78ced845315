"""What every backend must find, count and keep to itself: one file for SQLite, PostgreSQL and Elasticsearch.

"database" is that of the run; with Elasticsearch an answer that comes from the database is a failure.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from opencat.models import CatalogueEntry, Category
from search.backends import answering_backend
from search.content_key import page_keys
from search.engine import Answer, answer
from search.enums import Extraction, Kind, Sort
from search.indexing import note_changes
from search.models import ExtractedText
from search.query import Filters, question_of
from sites.pages.enums import Genre, InformationKind, Validity
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.leader_page import LeaderPage
from tests.factories import column_of, draft, published, save_imported
from tests.staffed import Staffed
from tests.visits import document, image

Bring = Callable[[], Any]


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def bring(request: pytest.FixtureRequest) -> Bring:
    """`bring()`: the index of the backend under test is up to date."""
    return request.getfixturevalue("node_alone" if request.param == "elasticsearch" else "indexed")


def asked(typed: str, limit: int = 20, **context: Any) -> Answer:
    return answer(question_of(typed, **context), limit=limit)


def titles(typed: str, **context: Any) -> list[str]:
    """Of articles, best first."""
    hits = asked(typed, **context).hits
    return [hit.document.title for hit in hits if hit.document.kind in (Kind.NEWS, Kind.POLICY)]


def first(typed: str, **context: Any) -> str:
    return (titles(typed, **context) or [""])[0]


@pytest.fixture
def library(bureau: Staffed, other_bureau: Staffed) -> dict[str, ArticlePage]:
    """Articles that differ in everything that is searched for or filtered by."""
    rules = ArticlePage(
        title="兴宁市校车安全管理办法", source="市教育局", document_number="兴市府办〔2014〕19号",
        kind=InformationKind.POLICY, written_on=date(2014, 6, 10),
        first_published_at=datetime(2014, 6, 16, 1, 30, tzinfo=UTC),
        body=[
            ("paragraph", "<p>随车照管人员应当清点乘车学生人数，驾驶人不得超速行驶。责任单位：示例甲处。</p>"),
            ("picture", {"image": image(bureau), "alt": "停在校门口的黄色车辆", "caption": "示范线路"}),
        ],
    )  # fmt: skip
    rules.tags.add("平安校园")
    scanned = document(bureau, "线路.pdf")
    scanned.get_file_hash()
    ExtractedText.objects.create(
        file=scanned, state=Extraction.DONE, text="附表列明各镇接送站点与核载人数。", file_hash=scanned.file_hash
    )
    rules.attachments.add(ArticleAttachment(document=scanned, title="线路一览表"))
    abolished = ArticlePage(
        title="兴宁市学生营养餐暂行规定", source="市教育局", kind=InformationKind.POLICY, validity=Validity.ABOLISHED,
        genre=Genre.DECISION, written_on=date(2012, 1, 5),
        first_published_at=datetime(2012, 1, 6, 1, 0, tzinfo=UTC),
        body=[("paragraph", "<p>食堂每日留存饭菜样品。责任单位：示例乙处。</p>")],
    )  # fmt: skip
    budget = ArticlePage(
        title="2020年财政预算公开", source="市财政局", kind=InformationKind.NEWS, written_on=date(2020, 3, 1),
        first_published_at=datetime(2020, 3, 2, 1, 0, tzinfo=UTC),
        body=[
            ("paragraph", "<p>城乡居民基本医疗保险补助按时拨付，办理须带居民证。责任单位：示例丙处。</p>"),
            ("paragraph", "<p>依示例令第593号办理。</p>"),
        ],
    )  # fmt: skip
    return {
        "rules": published(bureau.column, rules),
        "abolished": published(bureau.column, abolished),
        "budget": published(other_bureau.column, budget),
    }


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("兴宁市校车安全管理办法", "兴宁市校车安全管理办法"),
        ("校车安全", "兴宁市校车安全管理办法"),
        ("車安全管", "兴宁市校车安全管理办法"),
        ("興寧市學生營養餐暫行規定", "兴宁市学生营养餐暂行规定"),
        ("清点 超速 照管", "兴宁市校车安全管理办法"),
        ("醫療保險 撥付", "2020年财政预算公开"),
        ("２０２０年財政預算", "2020年财政预算公开"),
        ("兴市府办〔2014〕19号", "兴宁市校车安全管理办法"),
        ("兴市府办(2014)19号", "兴宁市校车安全管理办法"),
        ("兴市府办[2014] 19 号", "兴宁市校车安全管理办法"),
        ("平安校园", "兴宁市校车安全管理办法"),
        ("示范线路", "兴宁市校车安全管理办法"),
        ("黄色车辆", "兴宁市校车安全管理办法"),
        ("接送站点", "兴宁市校车安全管理办法"),
        ("线路一览表", "兴宁市校车安全管理办法"),
        ("餐", "兴宁市学生营养餐暂行规定"),
        ("兴宁市校车安全管里办法", "兴宁市校车安全管理办法"),
        ("兴宁市学生养餐暂行规定", "兴宁市学生营养餐暂行规定"),
        ("共宁市学生营养餐暂行规定", "兴宁市学生营养餐暂行规定"),
        ("兴宁市学生营养餐暂行规走", "兴宁市学生营养餐暂行规定"),
        ("清点 超速 照管 晴雨", "兴宁市校车安全管理办法"),
    ],
)
def test_what_is_meant_comes_first(library: dict[str, ArticlePage], bring: Bring, typed: str, title: str) -> None:
    bring()
    assert first(typed) == title


def test_a_mistyped_title_brings_nothing_but_what_is_meant(bureau: Staffed, bring: Bring) -> None:
    body = [("paragraph", "<p>兴宁市研究校车安全，暂行办法另行公布。</p>")]
    published(bureau.column, ArticlePage(title="会议纪要", source="市教育局", body=body))
    published(bureau.column, title="兴宁市校车安全管理暂行办法")
    bring()
    found = asked("兴宁市校车安全管里暂行办法")
    assert [hit.document.title for hit in found.hits] == ["兴宁市校车安全管理暂行办法"]
    assert (found.total, found.holding_all, found.is_widened) == (1, 0, True)
    # Where no title is meant, what lacks a word is better than nothing.
    assert titles("校车 暂行 晴雨") == ["兴宁市校车安全管理暂行办法", "会议纪要"]


def test_leaders_are_found_by_their_name(bureau: Staffed, bring: Bring) -> None:
    published(column_of(bureau.site, "organisation/leaders"), LeaderPage(title="钟示例", position="局长"))
    bring()
    assert asked("鍾示例").hits[0].document.kind == Kind.LEADER


def test_the_attachment_that_was_found_is_named(library: dict[str, ArticlePage], bring: Bring) -> None:
    bring()
    (hit,) = [hit for hit in asked("接送站点").hits if hit.document.title == "兴宁市校车安全管理办法"]
    assert hit.attachment == "线路一览表"


def test_a_passage_is_shown_from_beyond_what_is_ranked(
    library: dict[str, ArticlePage], bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("LEAST_READ", "MOST_READ"):
        monkeypatch.setattr(f"search.result_loading.{limit}", 5)
    bring()
    (hit,) = asked("驾驶人不得超速").hits
    assert hit.passage is not None
    assert "驾驶人不得超速行驶" in "".join(text for text, _found in hit.passage.pieces)


def test_how_much_each_of_several_questions_finds(library: dict[str, ArticlePage], bring: Bring) -> None:
    bring()
    own = Filters(units=frozenset({library["rules"].unit_id}))
    several = [question_of("责任单位"), question_of("责任单位", filters=own), question_of("，"), question_of("天文台")]
    alone = [asked("责任单位").holding_all, asked("责任单位", filters=own).holding_all, 0, 0]
    assert alone[0] > alone[1] > 0
    assert answering_backend(lambda backend: list(backend.totals(several))) == alone


def test_words_that_mean_the_same_are_found_as_well(library: dict[str, ArticlePage], bring: Bring) -> None:
    bring()

    def meant(word: str) -> tuple[str, ...]:
        return ("居民证",) if word == "身份证" else ()

    assert first("身份证", meanings=meant) == "2020年财政预算公开"
    assert titles("身份证") == []


def test_a_phrase_stands_as_it_is_written(library: dict[str, ArticlePage], bring: Bring) -> None:
    bring()
    assert titles('"应当清点乘车学生"') == ["兴宁市校车安全管理办法"]
    assert titles("“學生營養餐”") == ["兴宁市学生营养餐暂行规定"]
    assert titles('"学生清点"') == titles('"清点学生"') == []
    # A character between a number and the end of the phrase has another neighbour in the text.
    assert titles('"2020年"') == titles('"第593号"') == titles('"令第593号办理"') == ["2020年财政预算公开"]
    assert titles('"第593年"') == titles('"593第号"') == []


def test_what_has_a_word_that_is_not_wanted_is_left_out(library: dict[str, ArticlePage], bring: Bring) -> None:
    bring()
    rules, abolished, budget = "兴宁市校车安全管理办法", "兴宁市学生营养餐暂行规定", "2020年财政预算公开"
    assert set(titles("责任单位")) == {rules, abolished, budget}
    assert titles("责任单位 -驾驶人", sort=Sort.DATE) == [budget, abolished]
    assert titles("责任单位 －學生") == titles("责任单位 -驾驶人 -营养餐") == [budget]
    assert set(titles("责任单位 -线路一览 -天文台")) == {abolished, budget}
    # What is left out has the word anywhere, also where only titles are looked through.
    assert titles("兴宁市 -驾驶人", in_title=True) == [abolished]
    assert set(titles("兴宁市 -责任人", in_title=True)) == {rules, abolished}
    counted = asked("责任单位 -驾驶人")
    assert counted.total == 2 == sum(number for _kind, number in counted.facets["kind"])
    # What is left of the query is the title that was typed, and a mistake in it is found.
    assert first("兴宁市校车安全管理办法 -天文台") == first("兴宁市校车安全管里办法 -天文台") == rules
    assert first("-天文台 兴宁市校车安全管里办法") == rules
    assert rules not in titles("兴宁市校车安全管里办法 -驾驶人")


def test_in_the_title_alone(library: dict[str, ArticlePage], bring: Bring) -> None:
    bring()
    assert set(titles("学生")) == {"兴宁市校车安全管理办法", "兴宁市学生营养餐暂行规定"}
    assert titles("学生", in_title=True) == ["兴宁市学生营养餐暂行规定"]
    assert titles("清点", in_title=True) == []
    assert titles('"乘车学生"', in_title=True) == []


def test_each_filter(library: dict[str, ArticlePage], bureau: Staffed, other_bureau: Staffed, bring: Bring) -> None:
    bring()
    rules, abolished, budget = (library[name].title for name in ("rules", "abolished", "budget"))

    def left(**filters: Any) -> set[str]:
        return set(titles("责任单位", filters=Filters(**filters)))

    assert left(unit=(bureau.unit.pk,)) == {rules, abolished}
    assert left(units=frozenset([other_bureau.unit.pk])) == {budget}
    assert left(units=frozenset()) == set()
    assert left(kind=(Kind.POLICY,)) == {rules, abolished}
    assert left(kind=(Kind.POLICY, Kind.NEWS)) == {rules, abolished, budget}
    assert left(year=(2014, 2020)) == {rules, budget}
    assert left(state=(Validity.ABOLISHED,)) == {abolished}
    assert left(has_attachment=True) == {rules}
    assert left(has_attachment=False) == {abolished, budget}
    assert left(published_from=date(2014, 6, 16), published_to=date(2014, 6, 16)) == {rules}
    assert left(published_from=date(2014, 6, 17)) == {budget}
    assert left(published_to=date(2014, 6, 15)) == {abolished}
    assert left(language="en") == set()
    assert left(genre=(Genre.DECISION,)) == {abolished}


def test_the_filter_by_category(library: dict[str, ArticlePage], bring: Bring) -> None:
    category = Category.objects.order_by("pk").first()
    page = library["rules"]
    CatalogueEntry.objects.filter(page=page).update(category=category)
    note_changes(page_keys([page.pk]))
    bring()
    wanted = Filters(category=(category.pk,), kind=(Kind.POLICY,))
    assert titles("校车", filters=wanted) == [page.title]
    assert dict(asked("校车", filters=wanted).facets["category"]) == {category.pk: 1}
    assert titles("校车", filters=Filters(category=(0,))) == []


def test_facets_count_all_that_matches(
    library: dict[str, ArticlePage], bureau: Staffed, other_bureau: Staffed, bring: Bring
) -> None:
    bring()
    articles = Filters(kind=(Kind.POLICY, Kind.NEWS))
    found = asked("兴宁市 学生", limit=1, filters=articles)
    facets = found.facets
    assert found.total == 2
    assert facets["unit"] == [(bureau.unit.pk, 2)]
    assert facets["kind"] == [(Kind.POLICY, 2)]
    assert facets["year"] == [(2012, 1), (2014, 1)]
    assert dict(facets["state"]) == {library["rules"].validity: 1, Validity.ABOLISHED: 1}
    assert facets["has_attachment"] == [(False, 1), (True, 1)]
    assert set(facets) == {"unit", "category", "kind", "year", "state", "has_attachment"}
    assert sum(number for _value, number in facets["category"]) <= 2


def test_newest_first_when_it_is_asked_for(library: dict[str, ArticlePage], bring: Bring) -> None:
    bring()
    wanted = {"sort": Sort.DATE, "filters": Filters(kind=(Kind.POLICY,))}
    assert titles("学生", **wanted) == ["兴宁市校车安全管理办法", "兴宁市学生营养餐暂行规定"]


def test_turning_pages_shows_each_result_once(bureau: Staffed, bring: Bring) -> None:
    for number in range(60):
        published(bureau.column, title=f"第{number}号通告")
    bring()
    for sort in Sort:
        question = question_of("通告", sort=sort, filters=Filters(kind=(Kind.NEWS, Kind.POLICY)))
        keys = [hit.document.pk for start in range(0, 80, 7) for hit in answer(question, start, 7).hits]
        assert answer(question).total == len(keys) == len(set(keys)) == 60
        assert answer(question, 60, 20).hits == answer(question, 10**9, 20).hits == ()


def test_only_what_everybody_may_see(bureau: Staffed, bring: Bring) -> None:
    draft(bureau.column, bureau.editor, title="通告草稿")
    secret, taken_down, deleted = (published(bureau.column, title=f"{name}通告") for name in ("内部", "旧", "误发"))
    published(bureau.column, title="普通通告")
    bring()
    articles = Filters(kind=(Kind.NEWS, Kind.POLICY))
    assert asked("通告", filters=articles).total == 4
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    taken_down.unpublish()
    deleted.delete()
    # At once, before any task is done: neither shown nor counted.
    for _ in range(2):
        found = asked("通告", filters=articles)
        assert [hit.document.title for hit in found.hits] == ["普通通告"]
        assert found.total == 1
        assert {number for rows in found.facets.values() for _value, number in rows} == {1}
        bring()


def test_what_is_changed_is_found_by_its_new_words_alone(bureau: Staffed, bring: Bring) -> None:
    page = published(bureau.column, title="水库放水通知")
    bring()
    assert first("水库放水") == "水库放水通知"
    page.title = "道路封闭通知"
    save_imported(page)
    bring()
    assert titles("水库放水") == []
    assert first("道路封闭") == "道路封闭通知"


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "\x00", "通\x00告", "通" * 10_000, "通告 " * 5_000, "😀👨‍👩‍👧", "%_\\", "'; DROP TABLE x;--",
        '"', '"通告', "“通告", '""', '"(" OR', "title:通告", "通告 AND NOT (", "通告~2 ^5 *", "通*", "?", "[1 TO *]",
        "通告 -政策",
        "a", "1", "\ud7ff\u202e", "NEAR(通告, 2)", "' & | ! <-> :*", "/.*/", "{}", "a" * 200,
        " ".join("abcdefghijklmnopqrstuvwxyz"),
        "中华人民共和国地方各级人民代表大会和地方各级人民政府组织法" * 8, "ﷺ" * 50, "_", "__", "a_b",
    ],
)  # fmt: skip
def test_nothing_typed_is_an_error(bureau: Staffed, bring: Bring, typed: str) -> None:
    published(bureau.column, title="通告")
    bring()
    for context in ({}, {"in_title": True, "sort": Sort.DATE}):
        found = asked(typed, **context)
        assert found.total >= len(found.hits) >= 0
