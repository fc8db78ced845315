"""What is proposed where a query finds little: only what finds clearly more, and nothing that is not public."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from search.correction import corrected, score_of, stretches
from search.engine import answer
from search.pinyin import sound_of
from search.query import question_of
from tests.factories import draft, published
from tests.staffed import Staffed

Indexed = Callable[[], int]


def meant(typed: str) -> str | None:
    question = question_of(typed)
    least = answer(question).least_of_another
    return None if least is None else corrected(question, least)


@pytest.fixture
def titles(bureau: Staffed, indexed: Indexed) -> None:
    for title in (
        "城乡居民社会保险缴费指南", "社会保险经办机构名单", "义务教育招生办法", "机动车驾驶证换领",
        "兴宁市防汛应急预案", "教育局关于校车安全的通知",
    ):  # fmt: skip
        published(bureau.column, title=title)
    indexed()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("社会保徐", "社会保险"),  # a wrong character
        ("社会保鲜", "社会保险"),  # one that is said alike
        ("义物教育", "义务教育"),
        ("社保会险", "社会保险"),  # two changed about
        ("社會保徐 缴费", "社会保险 缴费"),
        ("jiaoyu", "教育"),
    ],
)
def test_a_mistake_is_recognised(titles: None, typed: str, expected: str) -> None:
    assert meant(typed) == expected


def test_what_is_right_or_unknown_is_left_alone(titles: None) -> None:
    for typed in (
        "社会保险",
        "义务教育招生",
        "飞碟降落场",
        "",
        "。，",
        "a",
        "社" * 200,
        "\x00'; --",
        '"社会保徐"',
        "😀😀",
    ):
        assert meant(typed) is None, typed


def test_a_word_whose_end_is_in_another_is_recognised(bureau: Staffed, indexed: Indexed) -> None:
    """A single character says little, and 积金 is in 公积金: enough is found, but 工积金 is written nowhere."""
    for number in range(12):
        published(bureau.column, title=f"公积金提取指南之{number}")
    indexed()
    found = answer(question_of("工积金"))
    assert (found.holding_all, found.is_widened) == (12, False)
    assert meant("工积金") == "公积金"
    # Nothing is wrong, nothing better is known, or two words were typed.
    for typed in ("公积金", "公积金指南", "公积金提取", "工 积金"):
        assert meant(typed) is None, typed


def test_only_what_is_public_is_proposed(bureau: Staffed, indexed: Indexed) -> None:
    draft(bureau.column, bureau.editor, title="秘密航空计划")
    page = published(bureau.column, title="机密航天计划")
    indexed()
    assert meant("机密航天计化") == "机密航天计划"
    page.delete()
    assert meant("机密航天计化") is None
    assert meant("秘密航空计化") is None


def test_it_costs_a_few_queries_however_long(titles: None) -> None:
    for typed in ("社会保徐", "社会保徐义务教遇机动车驾驶正" * 10):
        with CaptureQueriesContext(connection) as captured:
            meant(typed)
        assert len(captured) <= 15


@given(st.text(max_size=60))
def test_stretches_stand_where_they_say(text: str) -> None:
    assert all(text[each.start :].startswith(each.text) for each in stretches(text))


def explained(typed: str, word: str, *, is_word: bool) -> float:
    return score_of(typed, sound_of(typed), word, is_word=is_word)


def test_a_word_explains_what_is_one_character_away() -> None:
    assert explained("社会保徐", "社会保险", is_word=False) > 0
    assert explained("社会保徐", "社会保险", is_word=False) > explained("社会保徐", "社会保障", is_word=False)
    assert explained("会保险金", "社会保险", is_word=False) == 0
    assert explained("社会保", "社会保险", is_word=False) == 0
    assert explained("保徐", "保险", is_word=False) == 0
    assert explained("保鲜", "保险", is_word=False) > 0
    assert explained("义务教教育", "义务教育", is_word=False) > 0
    assert explained("义务教育", "义务教学", is_word=True) == 0
