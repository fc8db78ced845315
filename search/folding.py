"""Query text as the database compares it. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

LONGEST_QUERY = 100
MOST_TERMS = 8
# Brackets of document numbers and punctuation differ in width and shape from text to text: they only part the terms.
_TERM = re.compile(r"\w+")
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def fold(text: str) -> str:
    """Full-width forms narrow, Traditional characters simplified: 「２０１４年財政」 becomes 2014年财政."""
    return _simplifier().convert(unicodedata.normalize("NFKC", text))


def clipped(query: str) -> str:
    """What of a query is looked for: at most `LONGEST_QUERY` characters, none of them a control character."""
    # No more is read than can matter: who sends ten thousand characters does not get them all normalised.
    printable = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in query[: LONGEST_QUERY * 2])
    return " ".join(printable.split())[:LONGEST_QUERY]


def terms(query: str) -> list[str]:
    """The words of a query, folded and each once, at most `MOST_TERMS`; underscores part words as spaces do."""
    found = _TERM.findall(fold(clipped(query)).replace("_", " "))
    return list(dict.fromkeys(found))[:MOST_TERMS]


def forms(term: str) -> list[str]:
    """How a folded term may stand in a stored text: as it is, or with full-width letters and digits.

    Full-width letters stand here in both cases, because SQLite compares cases of ASCII alone.
    """
    return list(dict.fromkeys([term, *(each.translate(_FULL_WIDTH) for each in (term.lower(), term.upper()))]))
