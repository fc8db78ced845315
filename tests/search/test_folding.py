from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import LONGEST_QUERY, MOST_TERMS, clipped, fold, terms


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("２０１４年財政預算", "2014年财政预算"), ("行政復議", "行政复议"), ("ＡＢＣ", "ABC"), ("财政", "财政")],
)
def test_width_and_script_do_not_matter(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_brackets_of_a_document_number_part_it_into_words() -> None:
    assert terms("兴市府办(2014)19号") == terms("興市府辦〔２０１４〕19號") == ["兴市府办", "2014", "19号"]


def test_a_word_is_looked_for_once() -> None:
    assert terms("财政 財政　财政") == ["财政"]


@given(st.text(max_size=500))
def test_any_text_becomes_few_words_without_control_characters(text: str) -> None:
    assert len(clipped(text)) <= LONGEST_QUERY
    assert "\x00" not in clipped(text)
    found = terms(text)
    assert len(found) <= MOST_TERMS
    assert all(word and not word.isspace() for word in found)
