"""The second half of the chain: what of a folded text is looked up. Pure but for the user dictionary.

- `bigrams`: every two neighbouring characters of Chinese, every word or number in other letters. They need no
  dictionary and find any part of any text, so the database looks by them alone.
- `words`: what a dictionary takes for words, by jieba's algorithm (`rjieba`). They say how a query is to be read.
- `numbers`: document numbers and index numbers, each as one token whatever its spelling.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from threading import Lock

import rjieba

from opencat.document_numbers import compare_key, find_all

# Raised when the same text would give other tokens than before: whatever is indexed is then indexed anew.
CHAIN_VERSION = 1
LONGEST_WORD = 40

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_INDEX_NUMBER = re.compile(r"[0-9]{6}-[a-z0-9-]{2,60}")
_USER_WORD_FREQUENCY = 20_000

_lock = Lock()
_known: set[str] = set()


def squeezed(folded: str) -> str:
    """Letters, digits and Chinese characters alone: what two ways to type the same have in common."""
    return "".join(RUN.findall(folded))


def bigrams(folded: str) -> list[str]:
    """In the order of the text. A character that stands alone is a token of its own."""
    found: list[str] = []
    for run in RUN.findall(folded):
        if _is_chinese(run):
            found += map("".join, itertools.pairwise(run)) if len(run) > 1 else (run,)
        else:
            found.append(run[:LONGEST_WORD])
    return found


def phrase_tokens(folded: str) -> list[str]:
    """The tokens that a text with this phrase has one after another; the last may be the beginning of one, if it
    `is_lone`. A lone first one is left out, as it may end another there: 第593号 in 令第593号."""
    tokens = bigrams(folded)
    return tokens[1:] if len(tokens) > 1 and is_lone(tokens[0]) else tokens


def is_lone(token: str) -> bool:
    """Whether it is a Chinese character without a neighbour."""
    return len(token) == 1 and _is_chinese(token)


def _is_chinese(run: str) -> bool:
    first = run[0]
    return "\u3400" <= first <= "\u9fff" or "\uf900" <= first <= "\ufaff" or first >= "\U00020000"


def words(folded: str) -> list[str]:
    """Words in the order of the text, without punctuation; long ones whole, not with their parts."""
    return _telling(rjieba.cut(folded, True))


def _telling(parts: list[str]) -> list[str]:
    """What is no space and no punctuation."""
    # The first says nothing else than the second, but for characters that Python does not know, and in half the time.
    return [part for part in parts if part[0].isalnum() or RUN.match(part)]


def segmented(folded: str) -> list[str]:
    """All of a text in words and what stands between them."""
    found: list[str] = rjieba.cut(folded, True)
    return found


def all_words(folded: str) -> list[str]:
    """Words and the shorter words inside them, as an index wants them: 医疗保险 gives 医疗, 保险, 医疗保险."""
    return _telling(rjieba.cut_for_search(folded, True))


def numbers(text: str) -> list[str]:
    """The document and index numbers in an unfolded text, each in the one form by which all spellings compare."""
    found = [token(compare_key(number.text)) for number in find_all(text)]
    return list(dict.fromkeys([*found, *map(token, _INDEX_NUMBER.findall(text.lower()))]))


def token(number: str) -> str:
    """A number as one token: letters, digits and Chinese characters alone. Two numbers do not become one:
    "gs〔2014〕19号" is gs_2014_19_号."""
    return "_".join(RUN.findall(number))


def teach(terms: Iterable[str]) -> None:
    """Adds folded names to the dictionary of this process: units, places, leaders, services, categories."""
    with _lock:
        for term in terms:
            if 1 < len(term) <= LONGEST_WORD and term not in _known:
                _known.add(term)
                rjieba.add_word(term, _USER_WORD_FREQUENCY, "nz")
