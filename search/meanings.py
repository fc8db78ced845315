"""Words that mean the same, as the centre has entered them."""

from __future__ import annotations

from collections.abc import Iterable

from hub.versioned_cache import VersionedCache
from search.folding import fold
from search.models import Synonym
from search.tokens import squeezed

MOST = 8  # more would make one word cost as much as a whole query


def meanings(word: str) -> tuple[str, ...]:
    """What means the same as a folded word, folded, the word itself left out."""
    return synonyms.current().get(squeezed(word), ())


def terms() -> Iterable[str]:
    """All words of which something is known, folded."""
    return synonyms.current()


def connected(pairs: Iterable[tuple[str, str, bool]]) -> dict[str, tuple[str, ...]]:
    """From (term, meant, is it mutual). Pure.

    What is mutual holds over several steps: 社保 = 社会保险 = 社会保障. A pair that is not is followed only forwards.
    """
    forwards: dict[str, list[str]] = {}
    for term, meant, is_mutual in pairs:
        forwards.setdefault(term, []).append(meant)
        if is_mutual:
            forwards.setdefault(meant, []).append(term)
    return {term: _reached(term, forwards)[1 : MOST + 1] for term in forwards}


def _reached(term: str, forwards: dict[str, list[str]]) -> tuple[str, ...]:
    """Itself, and what can be reached from it, nearest first."""
    reached = [term]
    for step in reached:  # grows meanwhile
        reached += [each for each in dict.fromkeys(forwards.get(step, ())) if each not in reached]
    return tuple(reached)


def _load() -> dict[str, tuple[str, ...]]:
    rows = Synonym.objects.values_list("term", "meant", "is_mutual")
    folded = ((squeezed(fold(term)), squeezed(fold(meant)), is_mutual) for term, meant, is_mutual in rows)
    return connected(row for row in folded if row[0] and row[1] and row[0] != row[1])


synonyms = VersionedCache("synonyms", _load)
