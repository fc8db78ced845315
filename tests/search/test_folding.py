"""The chain that documents and queries pass alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import fold
from search.query import LONGEST_QUERY, clipped, question_of
from search.tokens import all_words, bigrams, numbers, teach, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０１４年財政", "2014年财政"),
        ("興寧市", "兴宁市"),
        ("ＡＢＣ", "abc"),
        ("兴市府办〔2014〕19号", "兴市府办(2014)19号"),
        ("二〇一四", "二零一四"),
        ("㈱½", "㈱½"),
        ("İ", "İ"),
    ],
)
def test_one_form_for_all_ways_to_write_a_text(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_every_place_keeps_its_number(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_tokens_of_a_text() -> None:
    assert bigrams(fold("关于ABC-12号税 的通知")) == ["关于", "abc", "12", "号税", "的通", "通知"]
    assert words(fold("城乡居民医疗保险")) == ["城乡居民", "医疗保险"]
    assert {"医疗", "保险", "医疗保险"} <= set(all_words(fold("城乡居民医疗保险")))
    assert numbers("根据兴市府办〔2014〕19号") == numbers("兴市府办[2014] 第19号") == ["兴市府办_2014_19_号"]
    assert numbers("441481-jyj-1401-2014-00001") == ["441481_jyj_1401_2014_00001"]


def test_a_name_that_was_taught_is_one_word() -> None:
    assert words("范小华塘镇") != ["范小华塘镇"]
    teach(["范小华塘镇"])
    assert words("范小华塘镇") == ["范小华塘镇"]


@given(st.text(max_size=300))
def test_any_query_is_read(text: str) -> None:
    question = question_of(text)
    assert len(question.text) <= LONGEST_QUERY
    assert "\x00" not in question.text


def test_a_query_is_read() -> None:
    question = question_of('怎么办理 "社會保險" 医保卡 兴市府办〔2014〕19号')
    assert question.phrases == ("社会保险",)
    assert question.numbers == ("兴市府办_2014_19_号",)
    assert "怎么" not in {word.text for word in question.words}
    assert question_of("的").words != ()
    assert question_of("、。！“").is_empty
    assert clipped("a\x00b\n c" + "x" * 9000).startswith("a b c")
