"""Which documents a question asks for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.match import Clause, Match, loose, near, strict
from search.query import Question, question_of
from search.tokens import bigrams


def finds(match: Match, title: str, text: str = "") -> bool:
    """What a backend does, for one document."""

    def holds(clause: Clause) -> bool:
        there = set(bigrams(title)) | (set() if clause.in_title else set(bigrams(text)))
        held = [any(set(form) <= there for form in forms) for forms in clause.words]
        windows = range(len(held) - clause.lacking + 1)
        words = any(all(held[:at] + held[at + clause.lacking :]) for at in windows)
        return words and all(phrase in title + text for phrase in clause.phrases)

    return any(map(holds, match.clauses))


def question(typed: str) -> Question:
    return question_of(typed)


def test_every_word_wherever_it_stands() -> None:
    match = strict(question("教育 学校"))
    assert finds(match, "教育经费", "乡镇学校")
    assert not finds(match, "教育经费", "乡镇")
    assert not finds(strict(question_of("教育 学校", in_title=True)), "教育经费", "乡镇学校")


def test_a_word_or_what_means_the_same() -> None:
    match = strict(question_of("社保", lambda word: ["社会保险"]))
    assert finds(match, "社保卡")
    assert finds(match, "社会保险费")
    assert not finds(match, "社会救助")


def test_a_mistake_in_a_title_leaves_most_of_it() -> None:
    title = "兴宁市公共厕所管理办法"
    for typed in ("兴宁市公共厕听管理办法", "兴宁市公厕所管理办法", "兴宁公共厕所管里办法", "兴宁市公共厕所所管理办法"):
        assert finds(near(question(typed)), title), typed
    for typed in ("献血管里条例", "献管理条例"):
        assert finds(near(question(typed)), "献血管理条例"), typed
    assert finds(near(question("社会保徐")), "社会保险条例")


def test_a_long_query_is_not_near_to_all_titles_that_share_one_part() -> None:
    match = near(question("中华人民共国可再生能源法"))
    assert finds(match, "中华人民共和国可再生能源法")
    assert not finds(match, "中华人民共和国海关法")


def test_short_queries_and_single_characters_are_near_to_nothing_else() -> None:
    for typed in ("供水", "供水法", "教育 学校", "校车 车"):
        assert near(question(typed)) == strict(question(typed)), typed
    assert all(not clause.in_title for clause in near(question("第 一 条 规")).clauses)


def test_one_of_several_words_may_lack_but_no_phrase() -> None:
    assert finds(near(question("校车 超速 罚款")), "校车", "超速行驶")
    assert not finds(near(question("校车 超速 罚款")), "校车")
    assert not finds(near(question('校车 超速 "罚款五百"')), "校车", "超速行驶")


def test_loose_takes_any_of_the_words() -> None:
    assert finds(loose(question("校车 超速 罚款")), "罚款")


def test_numbers_are_asked_for_beside_words() -> None:
    for read in (strict, near, loose):
        assert read(question("兴市府办〔2014〕19号")).number_keys == ("兴市府办_2014_19_号",)
    assert strict(question("。，")).is_empty


@given(st.text("供水条例管理办法城市法律", min_size=6, max_size=40), st.data())
def test_a_title_is_near_to_itself_with_one_character_wrong(title: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(title) - 1))
    assert finds(near(question(title[:at] + "丙" + title[at + 1 :])), title)
