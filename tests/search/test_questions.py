"""How a query is read."""

from __future__ import annotations

import pytest

from search.enums import Sort
from search.query import MOST_WITHOUT, MOST_WORDS, Filters, question_of


def read(typed: str) -> list[str]:
    return [word.text for word in question_of(typed).words]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("城乡居民医疗保险", ["城乡居民", "医疗保险"]),
        ("城鄉居民　醫療保險", ["城乡居民", "医疗保险"]),
        ("怎么办理社保", ["办理", "社保"]),
        ("收回 附具 简单", ["收回", "附具", "简单"]),  # the dictionary does not have the second
        ("我 的", ["我", "的"]),
        ("2014年 GDP", ["2014", "gdp"]),
        ("养老 养老 养老", ["养老"]),
        ("a", ["a"]),
        ("😀", []),
    ],
)
def test_words(typed: str, words: list[str]) -> None:
    assert read(typed) == words


def test_what_stands_in_quotation_marks_is_a_phrase() -> None:
    for typed in ('"校车安全" 管理', "“校车安全” 管理", "「校車安全」管理"):
        question = question_of(typed)
        assert question.phrases == ("校车安全",), typed
        assert [word.text for word in question.words] == ["管理"]
    assert question_of('"校车安全').phrases == ()
    assert question_of('""').is_empty


@pytest.mark.parametrize(
    ("typed", "words", "without"),
    [
        ("校车 -安全", ["校车"], [("安全",)]),
        ("校車 －「安全管理」 -A4", ["校车"], [("安全", "全管", "管理"), ("a4",)]),
        ('-"校车 安全" 管理', ["管理"], [("校车", "安全")]),
        ("校车 -，", ["校车"], []),
        # None of these asks for anything to be left out.
        ("工作报告 ——在大会上", ["工作", "报告", "大会"], []),
        ("工作报告 --大会", ["工作", "报告", "大会"], []),
        ("2014-2015 校车-安全", ["2014-2015", "校车", "安全"], []),
        ("校车 - 安全", ["校车", "安全"], []),
        ("-校车", ["校车"], []),
    ],
)
def test_what_is_not_wanted(typed: str, words: list[str], without: list[tuple[str, ...]]) -> None:
    question = question_of(typed)
    assert ([word.text for word in question.words], list(question.filters.without)) == (words, without)
    assert question.text == typed


def test_what_is_not_wanted_is_no_number_and_no_phrase() -> None:
    question = question_of('通知 -兴市府办〔2014〕19号 -"校车安全"')
    assert (question.numbers, question.phrases, question.folded) == ((), (), "通知")
    assert len(question_of("通知" + "".join(f" -w{number}" for number in range(40))).filters.without) == MOST_WITHOUT


def test_what_is_not_wanted_stays_so_in_another_wording_and_without_choices() -> None:
    asked = question_of("社保徐 -校车", filters=Filters(year=(2014,)))
    assert asked.rewritten("社保卡").filters == asked.filters
    assert asked.without_choices().filters == Filters(without=(("校车",),))


def test_no_more_words_than_can_be_looked_up() -> None:
    assert len(read(" ".join(f"w{number}" for number in range(90)))) == MOST_WORDS


def test_each_word_with_what_means_the_same() -> None:
    question = question_of("社保 办理", lambda word: ["社会保险"] if word == "社保" else [])
    assert [word.forms for word in question.words] == [("社保", "社会保险"), ("办理",)]


def test_another_wording_of_the_same_question() -> None:
    asked = question_of(
        "社保徐", filters=Filters(year=(2014,)), sort=Sort.DATE, in_title=True, own_units=frozenset([3])
    )
    other = asked.rewritten("社保卡")
    assert other.text == "社保卡"
    assert (other.filters, other.sort, other.in_title, other.own_units) == (
        asked.filters,
        asked.sort,
        asked.in_title,
        asked.own_units,
    )
