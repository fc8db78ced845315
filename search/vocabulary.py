"""The words of public titles and of names, by which a misspelt word is recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.folding import fold
from search.models import VocabularyKey
from search.pinyin import sound_of
from search.tokens import RUN, all_words

SHORTEST, LONGEST = 2, 8  # characters of a Chinese word that is kept
SHORTEST_MISSPELT = 3  # of two characters, one wrong leaves too little to know the word by
SOUND = "~"
ROWS = 2000


def learn(texts: Iterable[str]) -> None:
    """Keeps the words of these unfolded texts, and short texts as a whole."""
    found: set[str] = set()
    for text in texts:
        folded = fold(text)
        whole = folded if RUN.fullmatch(folded) else ""
        found.update(word for word in (whole, *all_words(folded)) if is_kept(word))
    wanted = sorted(found)
    for start in range(0, len(wanted), ROWS):
        _add(wanted[start : start + ROWS])


def _add(some: list[str]) -> None:
    known = set(VocabularyKey.objects.filter(key__in=some).values_list("key", "word"))
    rows = [VocabularyKey(key=key, word=word) for word in some if (word, word) not in known for key in keys_of(word)]
    VocabularyKey.objects.bulk_create(rows, batch_size=ROWS, ignore_conflicts=True)


def is_kept(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and not word.isascii()


def keys_of(word: str) -> Iterator[str]:
    """Under which a word is kept: two that differ by one character have one of these in common."""
    yield word
    yield SOUND + str(sound_of(word))
    if len(word) >= SHORTEST_MISSPELT:
        yield from without_one(word)


def without_one(word: str) -> Iterator[str]:
    """The word without one of its characters, each once."""
    seen = {word}
    for at in range(len(word)):
        rest = word[:at] + word[at + 1 :]
        if rest not in seen:
            seen.add(rest)
            yield rest
