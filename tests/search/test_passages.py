"""The passage that shows why a text was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.folding import fold
from search.passages import LENGTH, Passage, marked, passage_of, sought
from search.query import question_of

FILLING = "各镇人民政府应当加强组织领导。" * 20


def passage(typed: str, text: str) -> Passage | None:
    return passage_of(text, fold(text), sought(question_of(typed)))


def shown(found: Passage | None) -> str:
    return "".join(text for text, _found in found.pieces) if found else ""


def found_in(found: Passage | None) -> list[str]:
    return [text for text, is_found in found.pieces if is_found] if found else []


def test_the_stretch_with_most_of_the_words() -> None:
    text = f"{FILLING}校车。{FILLING}校车不得超速行驶。{FILLING}"
    found = passage("校车 超速", text)
    assert found_in(found) == ["校车", "超速"]
    assert shown(found).startswith("校车不得超速")
    assert (found.begins_cut, found.ends_cut) == (True, True)


def test_marked_in_the_script_and_width_of_the_text() -> None:
    assert found_in(passage("财政２０１４", "關於2014年財政預算的報告")) == ["2014", "財政"]


def test_a_long_form_is_marked_whole() -> None:
    assert found_in(passage("校车安全", "校车安全管理办法。")) == ["校车安全"]


def test_no_passage_where_nothing_is_found() -> None:
    assert passage("校车", FILLING) is None
    assert passage("", FILLING) is None
    assert marked("校车", []) == (("校车", False),)


def test_a_short_text_is_shown_whole() -> None:
    found = passage("超速", "校车不得超速。")
    assert shown(found) == "校车不得超速。"
    assert (found.begins_cut, found.ends_cut) == (False, False)


@given(st.text(max_size=30), st.text(max_size=400))
def test_what_is_shown_is_a_stretch_of_the_text(typed: str, text: str) -> None:
    found = passage(typed, text)
    assert len(shown(found)) <= LENGTH
    assert shown(found) in text.replace("\n", " ")
    assert "".join(piece for piece, _found in marked(text, sought(question_of(typed)))) == text
