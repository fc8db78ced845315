"""What is indexed of a text, and what is looked up of a query. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from search.folding import fold
from search.query import question_of
from search.tokens import RUN, bigrams, numbers

MOST_TOKENS = 20_000  # of one object


@dataclass(frozen=True)
class Token:
    """`is_prefix`: what begins with it will do."""

    text: str
    is_prefix: bool = False


def indexed(text: str) -> list[str]:
    """Each token once. The last character of a run is one of its own, so that any single character begins a token."""
    folded = fold(text)
    last = [run[-1] for run in RUN.findall(folded) if not run.isascii()]
    return list(dict.fromkeys([*bigrams(folded), *last, *numbers(text)]))[:MOST_TOKENS]


def sought(query: str, *, half_words: bool) -> list[Token]:
    """All of these are to be found. `half_words`: letters and digits that begin a word will do, as one types."""
    question = question_of(query)
    texts = [word.text for word in question.words] + list(question.phrases)
    found = [token for text in texts for token in bigrams(text)]
    return [Token(each, len(each) == 1 or (half_words and each.isascii())) for each in dict.fromkeys(found)]
