"""A question to the search, as every backend understands it. Pure: text and values in, a `Question` out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from search.enums import Sort
from search.folding import clean, fold
from search.tokens import RUN, bigrams, numbers, words

LONGEST_QUERY = 200
MOST_WORDS = 24
MOST_WITHOUT = 8
LONGEST_UNKNOWN = 4  # characters of a word that the dictionary does not have
# Words that say how one asks, not what for. They count only where nothing else is left.
STOP_WORDS = frozenset({
    "的", "了", "和", "与", "及", "或", "在", "是", "有", "被", "把", "对", "等", "之", "其", "将",
    "为", "于", "以", "我", "你", "他", "请问", "怎么", "怎样", "如何",
    "什么", "哪里", "哪些", "哪个", "多少", "吗", "呢", "关于", "有关", "我要",
    "我想", "想要", "需要", "一下",
})  # fmt: skip
_QUOTED = re.compile(r'"([^"]+)"')
# Of the text as it was typed: a dash before a subtitle is none, nor is one between two numbers.
_WITHOUT = re.compile(r"""(?<!\S)[-－](?:["“]([^"”]+)["”]|([^\s"“”\-－—–]\S*))""")

# What means the same as a folded word, the word itself left out.
Meanings = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Word:
    """One word of a query, folded, and the words that would do as well."""

    text: str
    meant: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.text, *self.meant)


@dataclass(frozen=True)
class Filters:
    """What a hit must be; an empty tuple or None asks for nothing.

    `units` are those of the chosen scope, None for the whole group, and `scope_kind` is its part of `kind`; all other
    fields are what the reader chose.
    """

    units: frozenset[int] | None = None
    scope_kind: tuple[str, ...] = ()
    unit: tuple[int, ...] = ()
    category: tuple[int, ...] = ()  # with all that lies below them
    kind: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    state: tuple[str, ...] = ()
    has_attachment: bool | None = None
    published_from: Any = None  # a date
    published_to: Any = None
    language: str = "zh-hans"
    # Tokens that it must not have all of, for each word that was typed with a minus before it.
    without: tuple[tuple[str, ...], ...] = ()

    def without_choices(self) -> Filters:
        """The chosen scope alone, and what was typed."""
        return Filters(
            units=self.units, scope_kind=self.scope_kind, kind=self.scope_kind, language=self.language,
            without=self.without,
        )  # fmt: skip


@dataclass(frozen=True)
class Question:
    """`text` as it is shown again, `folded` as it is compared, without what is not wanted; `phrases` stood in quotation
    marks. Every character of `folded` has its place in `text`."""

    text: str
    folded: str
    words: tuple[Word, ...]
    phrases: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    in_title: bool = False
    sort: Sort = Sort.RELEVANCE
    filters: Filters = field(default_factory=Filters)
    # The site on which it is asked: its own come first.
    own_units: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases or self.numbers)

    @property
    def is_typed_apart(self) -> bool:
        """Whether spaces part it: then it is no title and no single word."""
        return len(self.folded.split()) > 1

    def without_choices(self) -> Question:
        """The same question before the reader narrowed it."""
        return replace(self, filters=self.filters.without_choices())

    def rewritten(self, text: str, meanings: Meanings = lambda word: ()) -> Question:
        """The same question with other words."""
        return replace(question_of(text, meanings), **{name: getattr(self, name) for name in _CONTEXT})


_CONTEXT = ("in_title", "sort", "filters", "own_units")


def clipped(typed: str) -> str:
    """What of a query is looked at: at most `LONGEST_QUERY` characters, none of them a control character."""
    # No more is read than can matter: who sends ten thousand characters does not get them all cleaned.
    return " ".join(clean(typed[: LONGEST_QUERY * 2]).split())[:LONGEST_QUERY]


def question_of(
    typed: str, meanings: Meanings = lambda word: (), *, filters: Filters | None = None, **context: Any
) -> Question:
    """Reads a query: what is not wanted, quoted phrases, numbers, words; each word with what `meanings` says of it."""
    text = clipped(typed)
    wanted, without = _parted(text)
    folded = fold(wanted)
    phrases = tuple(phrase for each in _QUOTED.findall(folded) if (phrase := _squeezed(each)))
    rest = _QUOTED.sub(" ", folded)
    found = list(dict.fromkeys(_words(rest)))[:MOST_WORDS]
    return Question(
        text=text,
        folded=folded,
        words=tuple(Word(each, tuple(dict.fromkeys(meanings(each)))) for each in found),
        phrases=phrases,
        numbers=tuple(numbers(wanted)),
        filters=replace(filters or Filters(), without=without),
        **context,
    )


def _parted(text: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """What is wanted, in its place, and the tokens of each word that is not; who wants nothing else means that word."""
    wanted = _WITHOUT.sub(lambda found: " " * len(found[0]), text).rstrip()
    if not RUN.search(wanted):
        return text, ()
    unwanted = (tuple(dict.fromkeys(bigrams(fold(word)))) for word in map("".join, _WITHOUT.findall(text)))
    return wanted, tuple(filter(None, unwanted))[:MOST_WITHOUT]


def _words(folded: str) -> list[str]:
    found = [word for chunk in folded.split() for word in _words_of(chunk)]
    telling = [each for each in found if each not in STOP_WORDS]
    # A single character beside longer words says little, and nearly every text has it.
    long = [each for each in telling if len(each) > 1]
    return long or telling or found


def _words_of(chunk: str) -> list[str]:
    """What is typed between spaces; whole, where the dictionary would leave nothing but single characters of it."""
    found = words(chunk)
    if 1 < len(found) == len(chunk) <= LONGEST_UNKNOWN and RUN.fullmatch(chunk) and not STOP_WORDS & set(found):
        return [chunk]
    return found


def _squeezed(phrase: str) -> str:
    """A phrase without what parts its words; all that is compared are letters, digits and Chinese characters."""
    return " ".join(RUN.findall(phrase))
