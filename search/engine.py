"""Answers a question: looks it up, widens it where little is found, ranks, and shows passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from django.utils import timezone

from hub import caching
from search.backends import answering_backend
from search.backends.base import Backend, Facets, Found
from search.enums import Sort
from search.match import Match, loose, mistyped, near, strict
from search.passages import Passage, marked, passage_of, sought
from search.query import Question
from search.ranking import Candidate, is_almost_found, is_found, is_nowhere, is_written_nowhere, ranked
from search.result_loading import FoundDocument, Shown, to_rank, to_show

CLEARLY_MORE = 5  # times as much as was found, that another spelling has to find
FEW = 10  # results, below which similar ones are shown as well
LEVELS = (strict, mistyped, near, loose)
WIDTH_IS_KNOWN = 300  # seconds
LAST_RESULT = 1000  # nobody turns so many pages; whoever wants more narrows the question


@dataclass(frozen=True)
class Hit:
    """A result; `attachment` is the title of the file in which it was found."""

    document: Shown
    title: tuple[tuple[str, bool], ...]
    passage: Passage | None
    attachment: str = ""
    file_id: int | None = None


@dataclass(frozen=True)
class Answer:
    """`is_widened`: what has not all of the words is among the results; `holding_all` of them have.
    `is_written_nowhere`: the query itself is in none of the first."""

    question: Question
    total: int = 0
    holding_all: int = 0
    is_capped: bool = False
    is_widened: bool = False
    is_written_nowhere: bool = False
    hits: tuple[Hit, ...] = ()
    facets: Facets = field(default_factory=dict)

    @property
    def least_of_another(self) -> int | None:
        """So much is to be surpassed by another spelling that is worth proposing; None where none is needed."""
        if self.is_written_nowhere and self.total:
            return max(self.holding_all - 1, 0)
        return self.holding_all * CLEARLY_MORE if self.is_widened or not self.total else None


def answer(question: Question, offset: int = 0, limit: int = 20) -> Answer:
    """One page of results, from the `offset`-th on."""
    if question.is_empty or offset >= LAST_RESULT:
        return Answer(question)
    return answering_backend(lambda backend: _answer(backend, question, offset, limit))


def _answer(backend: Backend, question: Question, offset: int, limit: int) -> Answer:
    by_relevance = question.sort == Sort.RELEVANCE
    start, length = (0, backend.head) if by_relevance else (offset, limit)
    plain = question.without_choices()
    if question == plain:
        looked = _widened(backend, question, start, length)
    else:
        looked = _looked_up(backend, question, _width(backend, plain, length), start, length)
    keys = looked.found.keys
    if by_relevance:
        keys = _page_of_ranked(backend, question, looked, offset, limit)
    keys, found, forms = keys[:limit], looked.found, sought(question)
    documents = to_show(keys, looked.documents)
    return Answer(
        question,
        found.total,
        looked.holding_all,
        is_capped=found.is_capped,
        is_widened=looked.level > 0,
        is_written_nowhere=by_relevance and not offset and is_written_nowhere(question, looked.candidates),
        hits=tuple(_hit(documents[key], forms) for key in keys if key in documents),
        facets=found.facets,
    )


@dataclass(frozen=True)
class _Looked:
    """What a match of some level has found; `documents` are its head, where that is to be ranked."""

    level: int
    match: Match
    found: Found
    holding_all: int
    documents: dict[int, FoundDocument] = field(default_factory=dict)

    @cached_property
    def candidates(self) -> list[Candidate]:
        return [each.candidate for each in self.documents.values()]


def _widened(backend: Backend, question: Question, start: int, length: int) -> _Looked:
    """By the narrowest match that finds enough; sorted by date only what has all the words, if there is any."""
    by_relevance = question.sort == Sort.RELEVANCE
    looked = _looked_up(backend, question, 0, start, length)
    # Who has found the title that was typed, or was meant, needs nothing similar.
    if is_found(question, looked.candidates):
        return looked
    few = FEW if by_relevance else 1
    # All words of a mistyped title may be somewhere, and yet another title be meant.
    is_doubtful = by_relevance and looked.found.total >= few and is_nowhere(question, looked.candidates)
    if is_doubtful or looked.found.total < few:
        looked = _wider(backend, question, looked, 1, start, length)
        if is_almost_found(question, looked.candidates):
            return looked
        if is_doubtful or looked.found.total < few:
            looked = _wider(backend, question, looked, 2, start, length)
    return looked if looked.found.total else _wider(backend, question, looked, 3, start, length)


def _width(backend: Backend, plain: Question, length: int) -> int:
    """The level at which the question was answered before the reader narrowed it.

    What is chosen afterwards brings in nothing else: the facets have counted what will be shown.
    """
    units = sorted(plain.filters.units) if plain.filters.units is not None else None
    asked = repr((backend.name, plain.text, plain.in_title, plain.sort, units))
    key = f"search-width:{sha256(asked.encode()).hexdigest()}"
    return caching.get_or_set(key, lambda: _widened(backend, plain, 0, length).level, WIDTH_IS_KNOWN)


def _looked_up(backend: Backend, question: Question, level: int, start: int, length: int) -> _Looked:
    match = strict(question)
    found = backend.find(question, match, start, length)
    looked = _Looked(0, match, found, found.total, _read(question, found.keys, {}))
    return _wider(backend, question, looked, level, start, length) if level else looked


def _wider(backend: Backend, question: Question, looked: _Looked, level: int, start: int, length: int) -> _Looked:
    """By a wider match, if that finds more; what the narrower one has found stays among what is ranked."""
    match = LEVELS[level](question)
    if match == looked.match:
        return looked
    found = backend.find(question, match, start, length)
    if found.total <= looked.found.total:
        return looked
    if question.sort == Sort.RELEVANCE:
        keys = dict.fromkeys([*looked.found.keys[: length // 2], *found.keys])
        found = replace(found, keys=tuple(keys)[:length])
    return _Looked(level, match, found, looked.holding_all, _read(question, found.keys, looked.documents))


def _page_of_ranked(backend: Backend, question: Question, looked: _Looked, offset: int, limit: int) -> tuple[int, ...]:
    """The head of the results is ranked; what follows stays in the backend's order."""
    keys: list[int] = []
    if offset < backend.head:
        keys = ranked(question, looked.candidates, timezone.now())[offset : offset + limit]
    missing = limit - len(keys)
    if missing and offset + limit > backend.head:
        start = max(offset, backend.head)
        keys += backend.find(question, looked.match, start, missing, facets=False).keys
    return tuple(keys)


def _read(question: Question, keys: Sequence[int], read: dict[int, FoundDocument]) -> dict[int, FoundDocument]:
    """In the backend's order; none where nothing is ranked. `read` are there already."""
    if question.sort != Sort.RELEVANCE:
        return {}
    missing = [key for key in keys if key not in read]
    found = read | to_rank(missing) if missing else read
    return {key: found[key] for key in keys if key in found}


def _hit(document: FoundDocument, forms: list[str]) -> Hit:
    """The page's own text comes before its attachments, if it has a passage to show."""
    shown = document.shown
    title = marked(shown.title, forms, shown.folded_title)
    for each in document.texts():
        passage = passage_of(each.text, each.folded, forms)
        if passage is not None:
            return Hit(shown, title, passage, each.title if each.file else "", each.file)
    return Hit(shown, title, None)
