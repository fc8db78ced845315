"""What comes first. Pure: the documents that a backend has found, with their texts, in; their order out.

One order for all backends. Scores are sums of the parts below; what they weigh was set by `bench/search_relevance.py`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from search.asked import Question
from search.enums import Kind
from search.tokens import RUN, bigrams
from sites.enums import Validity

NUMBER = 100.0
SAME_TITLE = 60.0
TITLE_HOLDS_ALL = 30.0
TITLE_COVERAGE = 30.0
TITLE_PRECISION = 8.0
BODY = 12.0
BODY_HOLDS_ALL = 8.0
NEARNESS = 8.0
HEADING = 2.0
OWN_SITE = 2.0
NOT_IN_FORCE = -4.0
FRESH_NEWS = 2.0
POPULARITY = 0.05  # for each doubling of the readings
FRESHNESS = timedelta(days=180)
SATURATION, LENGTH_SHARE = 1.2, 0.6
MOST_PLACES = 200  # of a word in a text


@dataclass(frozen=True)
class Candidate:
    key: int
    title: str  # folded, as all text here
    number_key: str
    index_number: str
    kind: str
    state: str
    unit_id: int
    published_at: datetime | None
    popularity: int
    texts: tuple[str, ...]
    headings: str = ""


def ranked(question: Question, candidates: Sequence[Candidate], now: datetime) -> list[int]:
    """Keys, best first; those of the same score stay in the order in which they came."""
    query = squeezed(question.folded)
    wanted = set(bigrams(question.folded))
    average = sum(sum(map(len, each.texts)) for each in candidates) / max(len(candidates), 1) + 1
    scores = {
        each.key: _title(query, wanted, each) + _body(question, query, each, average) + _context(question, each, now)
        for each in candidates
    }
    return sorted(scores, key=lambda key: -scores[key])


def squeezed(folded: str) -> str:
    """Letters, digits and Chinese characters alone."""
    return "".join(RUN.findall(folded))


def _title(query: str, wanted: set[str], candidate: Candidate) -> float:
    title = squeezed(candidate.title)
    score = 0.0
    if query and query == title:
        score += SAME_TITLE
    elif len(query) > 1 and query in title:
        score += TITLE_HOLDS_ALL * (0.5 + 0.5 * len(query) / len(title))
    elif len(title) > 3 and title in query:
        score += TITLE_HOLDS_ALL * len(title) / len(query)
    held = set(bigrams(candidate.title))
    both = len(wanted & held)
    if both:
        score += TITLE_COVERAGE * (both / len(wanted)) ** 2 + TITLE_PRECISION * both / len(held)
    return score


def _body(question: Question, query: str, candidate: Candidate, average: float) -> float:
    best = 0.0
    for text in candidate.texts:
        score, places = 0.0, []
        slack = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * len(text) / average)
        for word in question.words:
            found = sum(text.count(form) for form in word.forms)
            score += len(word.text) ** 0.5 * found / (found + slack)
            if found:
                places.append(_places(text, word.forms))
        if question.words:
            score *= BODY / sum(len(word.text) ** 0.5 for word in question.words)
        if len(places) == len(question.words) > 1:
            score += NEARNESS * _nearness(places, sum(len(word.text) for word in question.words))
        if len(query) > 3 and query in text:
            score += BODY_HOLDS_ALL
        best = max(best, score)
    held = sum(any(form in candidate.headings for form in word.forms) for word in question.words)
    return best + (HEADING * held / len(question.words) if question.words else 0.0)


def _places(text: str, forms: Sequence[str]) -> list[int]:
    found: list[int] = []
    for form in forms:
        at = text.find(form)
        while at >= 0 and len(found) < MOST_PLACES:
            found.append(at)
            at = text.find(form, at + 1)
    return sorted(found)


def _nearness(places: list[list[int]], least: int) -> float:
    """1 where the words stand side by side, towards 0 the wider the shortest stretch that holds them all."""
    marks = sorted((at, word) for word, found in enumerate(places) for at in found)
    last: dict[int, int] = {}
    narrowest = math.inf
    for at, word in marks:
        last[word] = at
        if len(last) == len(places):
            narrowest = min(narrowest, at - min(last.values()))
    return least / (least + narrowest)


def _context(question: Question, candidate: Candidate, now: datetime) -> float:
    score = POPULARITY * candidate.popularity
    if candidate.number_key in question.numbers or candidate.index_number.lower().replace("-", "_") in question.numbers:
        score += NUMBER
    if candidate.unit_id in question.own_units:
        score += OWN_SITE
    if candidate.state in (Validity.EXPIRED, Validity.ABOLISHED):
        score += NOT_IN_FORCE
    if candidate.kind == Kind.NEWS and candidate.published_at:
        score += FRESH_NEWS * 0.5 ** (max(now - candidate.published_at, timedelta()) / FRESHNESS)
    return score
