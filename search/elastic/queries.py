"""A question in the node's language. Pure.

What matches is what matches in the database (`search.match`): it filters. What comes first among that is scored apart
from it; `search.ranking` has the last word over the head of the results.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    Match,
    MatchNone,
    MatchPhrase,
    MatchPhrasePrefix,
    Prefix,
    Query,
    Range,
    Term,
    Terms,
)

from search.backends.base import MOST_COUNTED
from search.match import Clause, Forms, strict
from search.match import Match as Wanted
from search.query import Filters, Question
from search.tokens import bigrams, is_lone, phrase_tokens

PHRASES = ("title", "body", "attachments")
TITLE = 4.0
WHOLE = 60.0
NUMBER = 120.0
MOST_BEGUN = 500  # tokens that the last character of a phrase may begin

# How many values of each facet are counted at most: more than a group of this size has.
FACET_SIZES = {"unit": 400, "category": 400, "kind": 20, "year": 150, "state": 20, "has_attachment": 2}


def search_body(
    question: Question, match: Wanted, without: Sequence[int], *, facets: bool, by_date: bool
) -> dict[str, Any]:
    """The body of a search: at most `MOST_COUNTED` and one are counted.

    Nothing that is stored comes back, which would cost a block read and unpacked for each hit: a document's key is the
    last of the values that its hit is sorted by.
    """
    query = Bool(
        filter=[*filters(question.filters), matching(match)],
        should=[] if by_date else scoring(question),
        must_not=_none_of(without),
        minimum_should_match=0,
    )
    newest: list[Any] = [{"published_at": {"order": "desc", "missing": "_last"}}, {"document": "desc"}]
    body: dict[str, Any] = {
        "query": query.to_dict(),
        "sort": newest if by_date else ["_score", *newest],
        "track_total_hits": MOST_COUNTED + 1,
        "stored_fields": "_none_",
    }
    if facets:
        body["aggs"] = {name: {"terms": {"field": name, "size": size}} for name, size in FACET_SIZES.items()}
    return body


def counting_body(questions: Sequence[Question], without: Sequence[int]) -> dict[str, Any]:
    """The body of a search that counts what holds every word of each question, in buckets in their order."""
    wanted = [
        Bool(filter=[*filters(each.filters), matching(strict(each))], must_not=_none_of(without)).to_dict()
        for each in questions
    ]
    return {"size": 0, "track_total_hits": False, "aggs": {"totals": {"filters": {"filters": wanted}}}}


def _none_of(keys: Sequence[int]) -> list[Query]:
    return [Terms(document=list(keys))] if keys else []


def filters(wanted: Filters) -> list[Query]:
    found: list[Query] = [Term(language=wanted.language)]
    if wanted.units is not None:
        found.append(Terms(unit=sorted(wanted.units)))
    for name in ("unit", "category", "kind", "genre", "year", "state"):
        if chosen := getattr(wanted, name):
            found.append(Terms(**{name: list(chosen)}))
    if wanted.without:
        found.append(Bool(must_not=[_word(wanted.without, "anywhere")]))
    if wanted.has_attachment is not None:
        found.append(Term(has_attachment=wanted.has_attachment))
    span = {}
    if wanted.published_from:
        span["gte"] = _beginning(wanted.published_from)
    if wanted.published_to:
        span["lt"] = _beginning(wanted.published_to + timedelta(days=1))
    if span:
        found.append(Range(published_at=span))
    return found


def _beginning(day: date) -> str:
    return timezone.make_aware(datetime.combine(day, time.min)).isoformat()


def matching(match: Wanted) -> Query:
    """One of the clauses, or a number; nothing where there is neither."""
    in_title = bool(match.clauses) and match.clauses[0].in_title
    found = [_clause(clause, in_title) for clause in match.clauses]
    if match.number_keys:
        found.append(Terms(numbers=list(match.number_keys)))
    return _one_of(found) if found else MatchNone()


def _clause(clause: Clause, phrases_in_title: bool) -> Query:
    field = "title" if clause.in_title else "anywhere"
    words = [_word(forms, field) for forms in clause.words]
    if clause.lacking:
        words = [Bool(should=words, minimum_should_match=len(words) - clause.lacking)]
    places = ("title",) if phrases_in_title else PHRASES
    return _all_of([*words, *(_phrase(phrase, places) for phrase in clause.phrases)])


def _word(forms: Forms, field: str) -> Query:
    return _one_of([_all_of([_token(token, field) for token in tokens]) for tokens in forms])


def _token(token: str, field: str) -> Query:
    """One of a single character begins those that it is in."""
    return Prefix(**{field: token}) if len(token) == 1 else Term(**{field: token})


def _phrase(phrase: str, fields: Iterable[str]) -> Query:
    tokens = phrase_tokens(phrase)
    if len(tokens) == 1:
        return _one_of([_token(tokens[0], field) for field in fields])
    text = " ".join(tokens)
    if is_lone(tokens[-1]):
        begun = {"query": text, "max_expansions": MOST_BEGUN}
        return _one_of([MatchPhrasePrefix(**{field: begun}) for field in fields])
    return _one_of([MatchPhrase(**{field: text}) for field in fields])


def _one_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(should=list(queries), minimum_should_match=1)


def _all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(filter=list(queries))


def scoring(question: Question) -> list[Query]:
    """Enough to choose the head that `search.ranking` puts in order: BM25 of the words, more for a title that holds the
    query as it stands, most for a number; of texts that only mention numbers, for those with this one."""
    forms = [form for word in question.words for form in word.forms]
    found: list[Query] = []
    if forms:
        tokens = " ".join(token for form in forms for token in bigrams(form))
        found += [Match(body={"query": tokens}), Match(title_words={"query": " ".join(forms), "boost": TITLE})]
    whole = bigrams(question.folded)
    if len(whole) > 1:
        found.append(ConstantScore(filter=MatchPhrase(title=" ".join(whole)), boost=WHOLE))
    if question.numbers:
        found.append(ConstantScore(filter=_phrase(question.folded, ("body",)), boost=WHOLE))
        own = Terms(numbers=list(question.numbers))
        found.append(ConstantScore(filter=own, boost=NUMBER))
        found.append(ConstantScore(filter=Terms(title_numbers=list(question.numbers)), boost=NUMBER / 4))
    return found
