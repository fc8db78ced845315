"""One simplified character, several traditional ones: each case of the table is what the table says it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.variants.conversion import Converter
from hub.variants.first_corrections import FIRST_CORRECTIONS

TABLE = Path(__file__).with_name("hard_cases.txt")
Case = tuple[str, str, str]


def cases(mark: str) -> list[Case]:
    rows = [line.split("\t") for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    padded = [(row[0], row[1], row[2] if len(row) == 3 else "") for row in rows]
    assert {row[2] for row in padded} == {"", "corrected", "wrong"}
    return [row for row in padded if row[2] == mark]


@pytest.fixture(scope="module")
def corrected() -> Converter:
    return Converter("s2hk", {simplified: traditional for simplified, traditional, *_ in FIRST_CORRECTIONS})


@pytest.fixture(scope="module")
def bare() -> Converter:
    return Converter("s2hk", {})


def test_the_table_is_long_enough_and_names_each_case_once() -> None:
    words = [row[0] for mark in ("", "corrected", "wrong") for row in cases(mark)]
    assert len(words) == len(set(words)) >= 150


def test_dictionaries_and_corrections_together_are_right(corrected: Converter) -> None:
    expected = {word: right for mark in ("", "corrected") for word, right, _mark in cases(mark)}
    assert {word: corrected(word) for word in expected} == expected


def test_what_is_marked_as_corrected_the_dictionaries_have_wrong(bare: Converter) -> None:
    assert [word for word, right, _mark in cases("corrected") if bare(word) == right] == []


def test_what_is_not_marked_the_dictionaries_have_right(bare: Converter) -> None:
    assert {word: bare(word) for word, right, _mark in cases("") if bare(word) != right} == {}


def test_known_wrong_cases_are_still_wrong(corrected: Converter) -> None:
    """One that comes right, by a newer OpenCC or a correction, is to be moved."""
    assert [word for word, right, _mark in cases("wrong") if corrected(word) == right] == []


def test_every_first_correction_is_needed_by_a_case() -> None:
    """Also those that only keep another correction from breaking a longer word."""
    table = {simplified: traditional for simplified, traditional, *_ in FIRST_CORRECTIONS}
    rows = cases("") + cases("corrected")
    words, expected = "\n".join(row[0] for row in rows), "\n".join(row[1] for row in rows)

    def without(simplified: str) -> str:
        return Converter("s2hk", {word: table[word] for word in table if word != simplified})(words)

    assert [simplified for simplified in table if without(simplified) == expected] == []
