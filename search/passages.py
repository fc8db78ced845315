"""The passage of a text that shows why it was found. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from search.folding import fold
from search.query import Question
from search.tokens import RUN

LENGTH = 120
BEFORE = 30
_SENTENCE = re.compile(r"[。！？；\n]")


@dataclass(frozen=True)
class Passage:
    """A stretch of a text in pieces (text, is_found); `is_cut` at its beginning and end."""

    pieces: tuple[tuple[str, bool], ...]
    begins_cut: bool = False
    ends_cut: bool = False


def sought(question: Question) -> list[str]:
    """What is marked: the words in all their forms, the phrases; longest first. Folded."""
    forms = [form for word in question.words for form in word.forms] + list(question.phrases)
    forms += [run for run in RUN.findall(question.folded) if len(run) > 1]
    return sorted(dict.fromkeys(forms), key=len, reverse=True)


def marked(text: str, forms: Sequence[str], folded: str | None = None) -> tuple[tuple[str, bool], ...]:
    """`text` in pieces, found and not, by where `forms` stand in its folded form."""
    if not forms:
        return ((text, False),)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for start, form in _places(fold(text) if folded is None else folded, forms):
        if start > end:
            pieces.append((text[end:start], False))
        end = start + len(form)
        pieces.append((text[start:end], True))
    if end < len(text):
        pieces.append((text[end:], False))
    return tuple(pieces)


def passage_of(text: str, folded: str, forms: Sequence[str], length: int = LENGTH) -> Passage | None:
    """The stretch with most of `forms` in it; None where there is none of them."""
    places = _places(folded, forms)
    if not places:
        return None
    best, at = -1.0, 0
    first, found = 0, 0
    inside: Counter[str] = Counter()
    for last, (place, form) in enumerate(places):
        if not inside[form]:
            found += len(form)
        inside[form] += 1
        while place - places[first][0] > length - BEFORE:
            _at, left = places[first]
            inside[left] -= 1
            if not inside[left]:
                found -= len(left)
            first += 1
        score = found + 0.01 * (last - first)
        if score > best:
            best, at = score, places[first][0]
    start = _start(text, at)
    end = min(start + length, len(text))
    pieces = marked(text[start:end].replace("\n", " "), forms, folded[start:end].replace("\n", " "))
    return Passage(pieces, start > 0, end < len(text))


def _places(folded: str, forms: Sequence[str]) -> list[tuple[int, str]]:
    """Where which of `forms` stands, from left to right; of several that overlap the first, of those the longest.

    Each is looked for on its own: an expression of all of them is tried at every character, ten times slower.
    """
    everywhere: list[tuple[int, int, str]] = []
    for form in forms:
        length = len(form)
        at = folded.find(form)
        while at >= 0:
            everywhere.append((at, -length, form))
            at = folded.find(form, at + length)
    found: list[tuple[int, str]] = []
    end = 0
    for at, length, form in sorted(everywhere):
        if at >= end:
            found.append((at, form))
            end = at - length
    return found


def _start(text: str, at: int) -> int:
    """Where the sentence around `at` begins, if that is near."""
    earliest = max(0, at - BEFORE)
    ends = [match.end() for match in _SENTENCE.finditer(text, earliest, at)]
    return ends[-1] if ends else earliest
