"""Answers a question: looks it up, widens it where little is found, ranks, and shows passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.utils import timezone

from search.asked import Question
from search.backends import answering_backend
from search.backends.base import Backend, Facets, Found
from search.enums import Sort
from search.match import Match, loose, near, strict
from search.models import IndexedDocument, IndexedText
from search.passages import Passage, marked, passage_of, sought
from search.ranking import Candidate, is_nowhere, ranked

FEW = 10  # results, below which similar ones are shown as well
LAST_RESULT = 1000  # nobody turns so many pages; whoever wants more narrows the question
# Characters of a text that ranking looks at: the fewer texts there are, the more of each.
LEAST_READ, MOST_READ, READ_IN_ALL = 30_000, 200_000, 4_000_000


@dataclass(frozen=True)
class Hit:
    """A result; `document` is the row of the index, `attachment` the title of the file in which it was found."""

    document: IndexedDocument
    title: tuple[tuple[str, bool], ...]
    passage: Passage | None
    attachment: str = ""
    file_id: int | None = None


@dataclass(frozen=True)
class Answer:
    """`is_widened`: what has not all of the words is among the results."""

    question: Question
    total: int = 0
    is_capped: bool = False
    is_widened: bool = False
    hits: tuple[Hit, ...] = ()
    facets: Facets = field(default_factory=dict)


def answer(question: Question, offset: int = 0, limit: int = 20) -> Answer:
    """One page of results, from the `offset`-th on."""
    if question.is_empty or offset >= LAST_RESULT:
        return Answer(question)
    return answering_backend(lambda backend: _answer(backend, question, offset, limit))


def _answer(backend: Backend, question: Question, offset: int, limit: int) -> Answer:
    if question.sort == Sort.RELEVANCE:
        match, found, candidates = _to_be_ranked(backend, question)
        keys = _page_of_ranked(backend, question, match, candidates, offset, limit)
    else:
        match, found = _looked_up(backend, question, offset, limit)
        keys = found.keys
    hits = _hits(question, keys[:limit])
    return Answer(question, found.total, found.is_capped, match != strict(question), tuple(hits), found.facets)


def _looked_up(backend: Backend, question: Question, start: int, length: int) -> tuple[Match, Found]:
    """The narrowest match that finds enough, and what is to be ranked or shown of it."""
    match = strict(question)
    found = backend.find(question, match, start, length)
    for wider, enough in ((near, FEW), (loose, 1)):
        if found.total >= enough:
            break
        match, found = _widened(backend, question, wider(question), match, found, start, length)
    return match, found


def _widened(
    backend: Backend, question: Question, wider: Match, match: Match, found: Found, start: int, length: int
) -> tuple[Match, Found]:
    """By a wider match, if that finds more; to be ranked is also what the narrower one has found."""
    if wider == match:
        return match, found
    wider_found = backend.find(question, wider, start, length)
    if wider_found.total <= found.total:
        return match, found
    if question.sort != Sort.RELEVANCE:
        return wider, wider_found
    keys = dict.fromkeys([*found.keys[: length // 2], *wider_found.keys])
    return wider, replace(wider_found, keys=tuple(keys)[:length])


def _to_be_ranked(backend: Backend, question: Question) -> tuple[Match, Found, list[Candidate]]:
    """The head of what is found. All words of a mistyped title may be somewhere, and yet another title be meant."""
    head = backend.head
    match, found = _looked_up(backend, question, 0, head)
    candidates = list(_candidates(found.keys))
    if match == strict(question) and is_nowhere(question, candidates):
        wider, found = _widened(backend, question, near(question), match, found, 0, head)
        if wider != match:
            match, candidates = wider, list(_candidates(found.keys))
    return match, found, candidates


def _page_of_ranked(
    backend: Backend, question: Question, match: Match, candidates: list[Candidate], offset: int, limit: int
) -> tuple[int, ...]:
    """The head of the results is ranked; what follows stays in the backend's order."""
    keys: list[int] = []
    if offset < backend.head:
        keys = ranked(question, candidates, timezone.now())[offset : offset + limit]
    missing = limit - len(keys)
    if missing and offset + limit > backend.head:
        start = max(offset, backend.head)
        keys += backend.find(question, match, start, missing, facets=False).keys
    return tuple(keys)


def _candidates(keys: Iterable[int]) -> Iterable[Candidate]:
    from django.db.models.functions import Substr

    order = {key: at for at, key in enumerate(keys)}
    texts: dict[int, list[str]] = {}
    headings: dict[int, str] = {}
    length = max(LEAST_READ, min(MOST_READ, READ_IN_ALL // max(len(order), 1)))
    rows = IndexedText.objects.filter(document__in=order).order_by("document", "pk")
    for key, folded, heading in rows.values_list("document", Substr("folded", 1, length), "headings"):
        texts.setdefault(key, []).append(folded)
        headings[key] = headings.get(key, "") + heading
    # Plain values: two hundred model instances cost as much as ranking them.
    rows = IndexedDocument.objects.filter(pk__in=order).values_list(*_RANKED)
    for key, *values in sorted(rows, key=lambda each: order[each[0]]):
        yield Candidate(key, *values, texts=tuple(texts.get(key, ())), headings=headings.get(key, ""))


# The fields of `Candidate`, in its order.
_RANKED = (
    "pk", "folded_title", "number_key", "index_number", "kind", "state", "unit", "published_at", "popularity",
)  # fmt: skip


def _hits(question: Question, keys: Iterable[int]) -> list[Hit]:
    order = {key: at for at, key in enumerate(keys)}
    documents = IndexedDocument.objects.filter(pk__in=order).select_related("page", "unit", "category")
    rows = IndexedText.objects.filter(document__in=order).order_by("document", "pk")
    parts = {key: list(found) for key, found in groupby(rows, lambda row: row.document_id)}
    forms = sought(question)
    found = [_hit(document, parts.get(document.pk, []), forms) for document in documents]
    return sorted(found, key=lambda hit: order[hit.document.pk])


def _hit(document: IndexedDocument, parts: list[IndexedText], forms: list[str]) -> Hit:
    """The page's own text comes before its attachments, if it has a passage to show."""
    title = marked(document.title, forms, document.folded_title)
    for part in parts:
        passage = passage_of(part.text, part.folded, forms)
        if passage is not None:
            return Hit(document, title, passage, part.title if part.file_id else "", part.file_id)
    return Hit(document, title, None)
