"""What a backend answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from search.match import Match
from search.query import Question

FACETS = ("unit", "category", "kind", "year", "state", "has_attachment")
# Beyond this a database counts no further: the page says “more than”.
MOST_COUNTED = 10_000

Facets = dict[str, list[tuple[Any, int]]]


class BackendAway(Exception):
    """The backend gives no answer now; another one does."""


@dataclass(frozen=True)
class Found:
    """`keys` of documents, best first by the backend's own order; `facets` count all that matches, most first."""

    total: int
    keys: tuple[int, ...]
    facets: Facets = field(default_factory=dict)
    is_capped: bool = False  # there are more than `total`


class Backend(Protocol):
    """`head`: how many of the first keys are ranked again by `search.ranking`."""

    name: str
    head: int

    def find(self, question: Question, match: Match, offset: int, limit: int, *, facets: bool = True) -> Found:
        """Counts alone where `limit` is 0.

        Raises:
            BackendAway: it gives no answer now.
        """

    def totals(self, questions: Iterable[Question]) -> Iterator[int]:
        """How much holds every word of each, in their order; no more of them is looked up than is taken from it, or
        all at once.

        Raises:
            BackendAway: it gives no answer now.
        """

    def put(self, keys: Iterable[int]) -> None:
        """Brings these documents in line with `IndexedDocument`; what has no row there is dropped."""

    def keys(self) -> Sequence[int]:
        """Of all that it holds."""
