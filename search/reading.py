"""How often and how close together the words of a question stand in a text. Pure; all text is folded."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from search.query import Question
from search.tokens import RUN, bigrams, segmented, squeezed

MOST_PLACES = 200  # of a word in a text
MOST_LOOKED_AT = 6  # of them, to see whether it stands there as a word
AROUND = 12  # characters that decide where words begin and end
SHORTEST_QUERY, LONGEST_GAP = 4, 3

Term = tuple[str, ...]  # a word, a phrase or what stands between two spaces, in all forms that would do


class Reading:
    """A question prepared to be looked for in many texts."""

    pairs = staticmethod(bigrams)

    def __init__(self, question: Question) -> None:
        self.folded = question.folded
        self.query = squeezed(question.folded)
        self.wanted = set(bigrams(question.folded))
        self.words: list[Term] = [word.forms for word in question.words] + [(each,) for each in question.phrases]
        self.terms = _terms(question) or self.words
        self.has_spaces = len(self.terms) > 1 and question.is_typed_apart
        self.least = sum(len(term[0]) for term in self.terms)
        self.as_it_stands = with_gaps(question.folded) if len(self.query) >= SHORTEST_QUERY else None
        self._boundaries: dict[str, frozenset[int]] = {}

    def counted(self, term: Term, text: str) -> tuple[int, float]:
        """How often one of the forms is in `text`, and how often as words of their own (estimated from the first)."""
        found, whole = 0, 0.0
        for form in term:
            number = text.count(form)
            if number:
                found += number
                looked = [self._is_word(form, text, at) for at in _first_places(form, text, MOST_LOOKED_AT)]
                whole += number * sum(looked) / len(looked)
        return found, whole

    def places(self, term: Term, text: str) -> list[int]:
        return sorted(at for form in term for at in _first_places(form, text, MOST_PLACES))

    def _is_word(self, form: str, text: str, at: int) -> bool:
        """办法 is a word of its own in 管理办法, but 方法 is none in 地方法规."""
        start, end = max(0, at - AROUND), at + len(form)
        before, after = RUN_BEFORE.search(text, start, at), RUN_AFTER.match(text, end, end + AROUND)
        first = before.start() if before else at
        run = text[first : after.end() if after else end]
        known = self._boundaries.get(run)
        if known is None:
            known = self._boundaries[run] = frozenset(accumulate(map(len, segmented(run)), initial=0))
        return at - first in known and end - first in known


RUN_BEFORE = re.compile(r"[^\W_]*\Z")
RUN_AFTER = re.compile(r"[^\W_]*")


def _terms(question: Question) -> list[Term]:
    """What a query with spaces takes for its words: 停水通知 收费 are two, though the dictionary parts the first."""
    forms = {word.text: word.forms for word in question.words}
    chunks = [chunk for each in question.folded.split() if len(chunk := squeezed(each)) > 1]
    return [forms.get(chunk, (chunk,)) for chunk in dict.fromkeys(chunks)] if len(chunks) > 1 else []


def _first_places(form: str, text: str, most: int) -> Iterator[int]:
    at = text.find(form)
    while at >= 0 and most:
        yield at
        most -= 1
        at = text.find(form, at + 1)


def with_gaps(folded: str) -> re.Pattern[str]:
    """The query as it stands, whatever punctuation is between its runs."""
    return re.compile(rf"[\W_]{{0,{LONGEST_GAP}}}".join(map(re.escape, RUN.findall(folded))))


def nearness(places: Sequence[Sequence[int]], least: int) -> float:
    """1 where the words stand side by side, towards 0 the wider the shortest stretch that holds them all."""
    marks = sorted((at, word) for word, found in enumerate(places) for at in found)
    last: dict[int, int] = {}
    narrowest = math.inf
    for at, word in marks:
        last[word] = at
        if len(last) == len(places):
            narrowest = min(narrowest, at - min(last.values()))
    return least / (least + narrowest)
