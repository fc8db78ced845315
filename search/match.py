"""Which documents a question asks for, as clauses that every backend can look up. Pure.

A token is a bigram, a word in Latin letters or a number. A word is found where all of its tokens are, a clause where
each of its words is found in one of its forms, a match where one of its clauses is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.asked import Question, Word
from search.tokens import RUN, bigrams

Tokens = tuple[str, ...]
Forms = tuple[Tokens, ...]  # one of them
SHORT, MOST_PARTS = 3, 6  # tokens; parts of a query with a mistake
MOST_LEFT_OUT = 6


@dataclass(frozen=True)
class Clause:
    """All `words`, in the title or anywhere; and every phrase, character by character."""

    words: tuple[Forms, ...]
    in_title: bool = False
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    clauses: tuple[Clause, ...]
    number_keys: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.clauses or self.number_keys)


def _forms(word: Word) -> Forms:
    return tuple(tuple(bigrams(form)) for form in word.forms)


def strict(question: Question) -> Match:
    """Every word and every phrase."""
    groups = tuple(_forms(word) for word in question.words)
    groups += tuple((tuple(bigrams(phrase)),) for phrase in question.phrases)
    clauses = (Clause(groups, question.in_title, question.phrases),) if groups else ()
    return Match(clauses, question.numbers)


def near(question: Question) -> Match:
    """Beside those of `strict` what lacks one word, and titles that are the query but for a mistake.

    What stood in quotation marks is never left out.
    """
    exact = strict(question)
    groups = tuple(_forms(word) for word in question.words)
    quoted = tuple((tuple(bigrams(phrase)),) for phrase in question.phrases)
    found = list(exact.clauses)
    if 2 < len(groups) <= MOST_LEFT_OUT:
        for at in range(len(groups)):
            found.append(Clause((*groups[:at], *groups[at + 1 :], *quoted), question.in_title, question.phrases))
    found += [Clause((part, *quoted), True, question.phrases) for part in _parts(question) if part != ((),)]
    return Match(tuple(found), exact.number_keys)


def _parts(question: Question) -> Iterator[Forms]:
    """What a title holds that is the query but for one mistake: all parts but two neighbouring ones.

    A mistake spoils two tokens. Of four characters three in a row must be right; more is for `search.correction`.
    """
    tokens = bigrams(" ".join(RUN.findall(question.folded)))
    if len(tokens) <= SHORT:
        ends = {tuple(tokens[:-1]), tuple(tokens[1:])} if len(tokens) == SHORT else {tuple(tokens)}
        yield from ((end,) for end in sorted(ends))
        return
    number = min(len(tokens), MOST_PARTS)
    borders = [len(tokens) * at // number for at in range(number + 1)]
    for first, last in zip(borders, borders[2:], strict=False):
        yield (tuple(tokens[:first] + tokens[last:]),)


def loose(question: Question) -> Match:
    """Whatever has one of the words."""
    found = [Clause((_forms(word),), question.in_title) for word in question.words]
    return Match(tuple(found), question.numbers) if not question.phrases else near(question)
