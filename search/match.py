"""Which documents a question asks for, as clauses that every backend can look up. Pure.

A token is a bigram, a word in Latin letters or a number. A word is found where all of its tokens are, a clause where
each of its words, or nearly each, is found in one of its forms, a match where one of its clauses is found.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.query import Question, Word
from search.tokens import RUN, bigrams

Tokens = tuple[str, ...]
Forms = tuple[Tokens, ...]  # one of them
FEWEST_LEFT_OUT, MOST_LEFT_OUT = 3, 6  # words of which one may lack
SPOILT = 2  # tokens, by one mistake


@dataclass(frozen=True)
class Clause:
    """`words`, in the title or anywhere; and every phrase, character by character.

    `lacking`: so many words, one beside the other, may be left out. A backend may be more lenient as to which: what
    is found so is similar, no more.
    """

    words: tuple[Forms, ...]
    in_title: bool = False
    phrases: tuple[str, ...] = ()
    lacking: int = 0


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
    return Match(_all_but(question, 0), question.numbers)


def mistyped(question: Question) -> Match:
    """Beside what `strict` finds titles that are the query but for a mistake; words typed apart are no title."""
    if question.is_typed_apart:
        return strict(question)
    return Match(_all_but(question, 0) + _titles(question), question.numbers)


def near(question: Question) -> Match:
    """Beside what `strict` finds what lacks one word, and titles that are the query but for a mistake.

    What stood in quotation marks is never left out.
    """
    may_lack = FEWEST_LEFT_OUT <= len(question.words) <= MOST_LEFT_OUT
    return Match(_all_but(question, int(may_lack)) + _titles(question), question.numbers)


def loose(question: Question) -> Match:
    """Whatever has one of the words."""
    found = [Clause((_forms(word),), question.in_title) for word in question.words]
    return Match(tuple(found), question.numbers) if not question.phrases else near(question)


def _all_but(question: Question, lacking: int) -> tuple[Clause, ...]:
    if not (question.words or question.phrases):
        return ()
    return (Clause(tuple(map(_forms, question.words)), question.in_title, question.phrases, lacking),)


def _titles(question: Question) -> tuple[Clause, ...]:
    """Titles that have the query but for the tokens that one mistake spoils.

    Of four characters three in a row must be right; of fewer none may be wrong: that is for `search.correction`.
    """
    runs = " ".join(RUN.findall(question.folded))
    tokens = [token for token in bigrams(runs) if len(token) > 1]
    different = dict.fromkeys(tokens)
    lacking = min(SPOILT, len(tokens) - 2, len(different) - 1)
    if lacking < 1:
        return ()
    return (Clause(tuple(((token,),) for token in different), True, question.phrases, lacking),)
