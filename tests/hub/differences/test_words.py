"""Texts word by word: what is shown, what is left out, and that nothing hides."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from hub.differences import words
from hub.differences.marks import visible
from hub.differences.sequences import STEPS, Budget, in_order, opcodes

LONG = "第一句写了二十多个字，说明会议部署的重点工作。" * 4


def shown(old: str, new: str) -> BeautifulSoup:
    return BeautifulSoup(words.difference(old, new, Budget()), "html.parser")


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [piece for piece in words.pieces(old, new, Budget()) if piece[0] != piece[1]]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("会议部署了开学前的检查。", "会议部署了开学后的检查。", [("前", "后")]),
        ("召开会议", "召开工作会议", [("", "工作")]),
        ("投资 1,234.56 万元", "投资 1,234.57 万元", [("1,234.56", "1,234.57")]),
        ("the colour red", "the color red", [("colour", "color")]),
        ("2026-03-02 前", "2026-03-12 前", [("2026-03-02", "2026-03-12")]),
        ("甲乙丙丁戊", "子丑丙寅卯", [("甲乙丙丁戊", "子丑丙寅卯")]),
        ("第一句。第二句。第三句。", "第一句。第三句。", [("第二句。", "")]),
    ],
)
def test_only_what_changed(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert changes(old, new) == expected


texts = st.text(alphabet="的是了。a1 ,\n\u200bé", max_size=40)


@given(old=texts, new=texts, steps=st.sampled_from([0, 5, STEPS]))
def test_both_texts_can_be_read_in_the_pieces(old: str, new: str, steps: int) -> None:
    found = words.pieces(old, new, Budget(steps))
    assert ("".join(was for was, _ in found), "".join(becomes for _, becomes in found)) == (old, new)
    assert all(was != becomes for (was, becomes), (_, _) in zip(found[::2], found[1::2], strict=False)) or all(
        was == becomes for was, becomes in found[::2]
    )


def test_long_stretches_are_left_out_and_can_be_opened() -> None:
    page = shown(f"{LONG}开头{LONG}", f"{LONG}结尾{LONG}")
    whole = page.select_one("details").extract()
    assert whole.summary.text == "显示全文"
    assert LONG in whole.get_text()
    assert len(page.get_text()) <= 2 * (words.CONTEXT + 1) + 4
    assert page.get_text().startswith("…")
    assert page.get_text().endswith("…")
    assert not shown("短句改前", "短句改后").select("details")


def test_no_word_is_cut_where_something_is_left_out() -> None:
    text = shown("alphabet " * 20 + "前", "alphabet " * 20 + "后").find(string=True)
    assert text.strip("…").split()[0] == "alphabet"


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("甲乙", "甲\u200b乙", "零宽空格"),
        ("甲 乙", "甲\u3000乙", "全角空格"),
        ("甲乙", "甲\u202e乙", "右至左强制"),
        ("甲乙", "甲\ue000乙", "U+E000"),
        ("甲乙", "甲乙\U000e0101", "U+E0101"),
        ("甲乙", "甲乙 ", "␣"),
        ("甲乙", "甲\n乙", "↵"),
    ],
)
def test_nothing_hides(old: str, new: str, name: str) -> None:
    assert name in "".join(each.get_text() for each in shown(old, new).select("ins"))


def test_what_looks_the_same_is_said_to_differ() -> None:
    assert "看上去相同，编码不同" in shown("caf\u00e9", "cafe\u0301").get_text()


def test_texts_are_text() -> None:
    assert not shown("<b>甲</b>", "<script>乙</script>").select("script, b")
    assert visible("<&>") == "&lt;&amp;&gt;"


@pytest.mark.parametrize("sentence", [29, 100_001])
def test_the_work_is_bounded(sentence: int) -> None:
    """A hundred thousand characters, changed every twenty; also where nothing ends a sentence."""
    old = "".join(chr(0x4E00 + place * 7919 % 2000) + "。" * (place % sentence == 28) for place in range(100_000))
    new = "".join("改" if place % 20 == 0 else character for place, character in enumerate(old))
    budget = Budget()
    found = words.pieces(old, new, budget)
    assert budget.spent <= STEPS
    assert ("".join(was for was, _ in found), "".join(becomes for _, becomes in found)) == (old, new)
    if sentence == 29:
        assert sum(len(was) for was, becomes in found if was != becomes) < 20_000, "it is still word by word"


def test_without_a_budget_the_edges_are_still_kept() -> None:
    assert opcodes("甲乙丙丁", "甲子丑丁", Budget(0)) == [
        ("equal", 0, 1, 0, 1),
        ("replace", 1, 3, 1, 3),
        ("equal", 3, 4, 3, 4),
    ]


def test_what_was_moved_is_what_is_left_over() -> None:
    assert in_order([0, 3, 1, 2]) == {0, 1, 2}
    assert in_order([]) == frozenset()
