"""“Did you mean”: what a query with a wrong, missing or superfluous character was probably meant to be.

Asked only where a query finds little or is written nowhere. Each stretch of it is compared with the words of public
titles and names; what is one character away, or said alike, takes its place if the query then finds clearly more, or
as much as one that is written nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from search.backends import answering_backend
from search.backends.base import Backend
from search.meanings import meanings
from search.models import VocabularyKey
from search.pinyin import Sound, sound_of
from search.query import Question
from search.tokens import RUN
from search.vocabulary import LONGEST, SHORTEST, SHORTEST_MISSPELT, SOUND, without_one

LONGEST_RUN = 16  # characters in which a mistake is looked for: a longer query is found by its other words
MOST_RUNS = 4
MOST_TRIED = 5

A_CHARACTER, HOMOPHONE, SAID_LIKE_A_WORD, SAME_INITIALS = 1.5, 2.0, 0.5, 0.25


@dataclass(frozen=True)
class Stretch:
    """Of a folded query."""

    start: int
    text: str
    sound: Sound


@dataclass(frozen=True)
class Guess:
    text: str
    score: float


def corrected(question: Question, least: int) -> str | None:
    """A query that finds more than `least`, or None when nothing better is known. Two short queries at most."""
    if question.phrases or question.numbers:
        return None
    guesses = _guesses(question)
    if not guesses:
        return None
    return answering_backend(lambda backend: _best(backend, question, guesses[:MOST_TRIED], least))


def _best(backend: Backend, question: Question, guesses: Sequence[Guess], least: int) -> str | None:
    """The first that finds more than `least`; of those that explain the query equally well the one that finds most."""
    totals = backend.totals(question.rewritten(guess.text, meanings) for guess in guesses)
    for _score, alike in groupby(guesses, key=lambda guess: guess.score):
        found = {guess.text: next(totals) for guess in alike}
        best = max(found, key=lambda text: found[text])
        if found[best] > least:
            return best
    return None


def _guesses(question: Question) -> list[Guess]:
    """Best first."""
    keys: dict[str, list[Stretch]] = defaultdict(list)
    for stretch in stretches(question.folded):
        for key in _keys_of(stretch):
            keys[key].append(stretch)
    rows = VocabularyKey.objects.filter(key__in=list(keys)).values_list("key", "word")
    words: dict[str, set[Stretch]] = defaultdict(set)
    for key, word in rows:
        words[word].update(keys[key])
    known = {word for word, found in words.items() if any(stretch.text == word for stretch in found)}
    scores: dict[str, float] = {}
    for word, found in words.items():
        for stretch in found:
            if score := score_of(stretch.text, stretch.sound, word, is_word=stretch.text in known):
                # Folding keeps every place, so the rest stays as it was typed.
                text = question.text[: stretch.start] + word + question.text[stretch.start + len(stretch.text) :]
                scores[text] = max(score, scores.get(text, 0))
    return sorted((Guess(text, score) for text, score in scores.items()), key=lambda guess: (-guess.score, guess.text))


def stretches(query: str) -> Iterator[Stretch]:
    """Every part of a query that could be a word: Latin letters as a whole, of Chinese each few characters. Pure."""
    for run in list(RUN.finditer(query))[:MOST_RUNS]:
        text = run[0][:LONGEST_RUN]
        if text.isascii():
            yield Stretch(run.start(), run[0], Sound((run[0],)))
            continue
        sound = sound_of(text)
        for start in range(len(text)):
            # One character more than the longest word: it may be the superfluous one.
            for end in range(start + SHORTEST, min(start + LONGEST + 1, len(text)) + 1):
                yield Stretch(run.start() + start, text[start:end], sound[start:end])


def _keys_of(stretch: Stretch) -> Iterable[str]:
    """Under which words are kept that could have been meant."""
    text = stretch.text
    if text.isascii():
        return [SOUND + text] if text.isalpha() else []
    return [text, SOUND + str(stretch.sound), *(without_one(text) if len(text) >= SHORTEST_MISSPELT else ())]


def score_of(typed: str, sound: Sound, word: str, *, is_word: bool) -> float:
    """How well `word` explains what was typed; 0 where it does not. Longer words leave less to chance. Pure.

    `is_word`: what was typed is a word itself, and so was meant, unless it is said like another one.
    """
    if typed == word:
        return 0.0
    length = A_CHARACTER * len(word)
    said = _said(word)
    if str(sound) == str(said):
        return length + (SAID_LIKE_A_WORD if is_word else HOMOPHONE)
    if is_word or not _is_one_away(typed, word):
        return 0.0
    return length + (SAME_INITIALS if sound.initials == said.initials else 0.0)


@lru_cache(5000)
def _said(word: str) -> Sound:
    return sound_of(word)


def _is_one_away(typed: str, word: str) -> bool:
    """One character wrong, missing, too many, or two changed about. At its ends nothing is missing or too many: there
    the next word begins."""
    if len(typed) == len(word):
        wrong = sum(one != other for one, other in zip(typed, word, strict=True))
        return len(word) >= SHORTEST_MISSPELT and (wrong == 1 or (wrong == 2 and sorted(typed) == sorted(word)))
    if typed in word or word in typed:
        return False
    shorter, longer = sorted((typed, word), key=len)
    return len(shorter) >= SHORTEST_MISSPELT and shorter in without_one(longer)
