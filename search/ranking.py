"""What comes first. Pure: the documents that a backend has found, with their texts, in; their order out.

One order for all backends. A score is the sum of what the title, the text and the circumstances say.
docs/search-ranking.md explains the weights, `bench/search_relevance.py` measures what they do.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from search.enums import Kind
from search.query import Question
from search.reading import Reading, Term, nearness, with_gaps
from search.spelling import almost_same, one_mistake_apart
from search.tokens import squeezed
from sites.pages.enums import Validity

NUMBER = 100.0

SAME_TITLE = 60.0
SAME_SIGNS = 5.0  # with the same punctuation as well
NEWEST = 3.0  # of several with the title that is asked for
TITLE_HOLDS_ALL = 30.0
ALMOST_TITLE, PART_OF_TITLE_ALMOST, LEAST_FOR_MISTAKES = 50.0, 30.0, 4
LEAST_OF_A_TITLE = 6  # tokens
MISWRITTEN = range(3, 7)  # characters: a longer query says enough in its words
TITLE_COVERAGE = 40.0
TITLE_PRECISION = 8.0

LACKING = -15.0  # not all of several words
HELD = 6.5  # the share of words that are there at all
HELD_AS_WORDS = 10.5  # the share of those that a reader would take for the same word
OFTEN = 1.5
LONG = -1.9
NEAR = 1.7
HEADING = 0.5
WHOLE_QUERY = 8.0
USUAL_LENGTH, LEAST_LENGTH = 5_000, 0.1

OWN_SITE = 2.0
NOT_IN_FORCE = -4.0
FRESH_NEWS = 2.0
POPULARITY = 0.05  # for each doubling of the readings
FRESHNESS = timedelta(days=180)


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

    @cached_property
    def squeezed_title(self) -> str:
        return squeezed(self.title)


def ranked(question: Question, candidates: Sequence[Candidate], now: datetime) -> list[int]:
    """Keys, best first; of those of the same score the newest, then as they came."""
    reading = Reading(question)
    # What stands in a title as it was typed was typed without a mistake.
    as_typed = any(reading.query in each.squeezed_title for each in candidates)
    newest = _newest(candidates)
    scores = {
        each.key: _title(reading, each, as_typed, each.key in newest)
        + _body(reading, each)
        + _context(question, each, now)
        for each in candidates
    }
    dates = {each.key: each.published_at.timestamp() if each.published_at else -math.inf for each in candidates}
    return sorted(scores, key=lambda key: (-scores[key], -dates[key]))


def is_found(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether what was asked for is there beyond doubt: a title that holds the query as it stands, or its number."""
    query = squeezed(question.folded)
    if len(query) >= LEAST_FOR_MISTAKES and any(query in each.squeezed_title for each in candidates):
        return True
    return any(_has_number(question, each) for each in candidates)


def is_almost_found(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether a title is there that is or holds the query but for one mistake."""
    query = squeezed(question.folded)
    return len(query) >= LEAST_FOR_MISTAKES and any(
        almost_same(query, each.squeezed_title) or one_mistake_apart(query, each.squeezed_title) for each in candidates
    )


def is_nowhere(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether none of them has a longer query as it stands: then it may be a title, with a mistake in it."""
    reading = Reading(question)
    if reading.as_it_stands is None or reading.has_spaces or len(reading.wanted) < LEAST_OF_A_TITLE:
        return False
    return not _stands_in(reading.as_it_stands, candidates)


def is_written_nowhere(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether none of them has a short query without spaces as it stands; of 工积金 only 积金 is in 公积金."""
    query = squeezed(question.folded)
    if len(query) not in MISWRITTEN or question.is_typed_apart or question.phrases or question.numbers:
        return False
    if any(query in each.squeezed_title for each in candidates):
        return False
    return not _stands_in(with_gaps(question.folded), candidates)


def _stands_in(as_it_stands: re.Pattern[str], candidates: Sequence[Candidate]) -> bool:
    return any(map(as_it_stands.search, (text for each in candidates for text in (each.title, *each.texts))))


def _newest(candidates: Sequence[Candidate]) -> set[int]:
    """Of several documents with one title, as the versions of a law have, the one published last."""
    dated = [(each.published_at, each.key, each.squeezed_title) for each in candidates if each.published_at]
    last = {title: key for _published, key, title in sorted(dated)}
    often = Counter(each.squeezed_title for each in candidates)
    return {key for title, key in last.items() if often[title] > 1}


def _title(reading: Reading, candidate: Candidate, as_typed: bool, is_newest: bool) -> float:
    query, title = reading.query, candidate.squeezed_title
    score = 0.0
    if query and query == title:
        score += SAME_TITLE + SAME_SIGNS * (candidate.title == reading.folded) + NEWEST * is_newest
    elif len(query) > 1 and query in title:
        score += TITLE_HOLDS_ALL * (0.5 + 0.5 * len(query) / len(title)) + NEWEST * is_newest
    elif not as_typed and len(query) >= LEAST_FOR_MISTAKES and almost_same(query, title):
        score += ALMOST_TITLE
    elif not as_typed and len(query) >= LEAST_FOR_MISTAKES and one_mistake_apart(query, title):
        score += PART_OF_TITLE_ALMOST
    elif len(title) > 3 and title in query:
        score += TITLE_HOLDS_ALL * len(title) / len(query)
    held = set(reading.pairs(candidate.title))
    both = len(reading.wanted & held)
    if both:
        score += TITLE_COVERAGE * (both / len(reading.wanted)) ** 4 + TITLE_PRECISION * both / len(held)
    return score


def _body(reading: Reading, candidate: Candidate) -> float:
    """Of the part of the document that says most."""
    return max((_part(reading, candidate, text) for text in candidate.texts), default=0.0)


def _part(reading: Reading, candidate: Candidate, text: str) -> float:
    if not reading.words:
        return 0.0
    held = _share(reading.words, lambda form: form in text or form in candidate.title)
    in_headings = _share(reading.words, lambda form: form in candidate.headings)
    as_words = often = 0.0
    places = []
    for term in reading.terms:
        found, whole = reading.counted(term, text)
        if found:
            places.append(reading.places(term, text))
        as_words += bool(whole or any(form in candidate.title for form in term))
        often += math.log(whole + 0.2)
    score = LACKING if held < 1 and reading.has_spaces else 0.0
    score += HELD * held + HEADING * in_headings + (HELD_AS_WORDS * as_words + OFTEN * often) / len(reading.terms)
    score += LONG * math.log(len(text) / USUAL_LENGTH + LEAST_LENGTH)
    if len(places) == len(reading.terms) > 1:
        score += NEAR * math.log(1 + 20 * nearness(places, reading.least))
    if reading.as_it_stands and reading.as_it_stands.search(text):
        score += WHOLE_QUERY
    return score


def _share(terms: Sequence[Term], is_there: Callable[[str], bool]) -> float:
    return sum(any(map(is_there, term)) for term in terms) / len(terms)


def _context(question: Question, candidate: Candidate, now: datetime) -> float:
    score = POPULARITY * candidate.popularity
    if _has_number(question, candidate):
        score += NUMBER
    if candidate.unit_id in question.own_units:
        score += OWN_SITE
    if candidate.state in (Validity.EXPIRED, Validity.ABOLISHED):
        score += NOT_IN_FORCE
    if candidate.kind == Kind.NEWS and candidate.published_at:
        score += FRESH_NEWS * 0.5 ** (max(now - candidate.published_at, timedelta()) / FRESHNESS)
    return score


def _has_number(question: Question, candidate: Candidate) -> bool:
    numbers = (candidate.number_key, candidate.index_number.lower().replace("-", "_"))
    return any(number in question.numbers for number in numbers)
