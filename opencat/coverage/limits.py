"""By when a category must have new information: its term of updating, from the day of the newest document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.calendar import Terms
from hub.models import LegalTerm
from hub.rules import DueDate


@dataclass(frozen=True)
class Limit:
    """The term that runs: from when, and when and why it ends."""

    start: date
    due: DueDate


class Limits:
    """The limits of many cells, each reckoned once."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._known: dict[tuple[str, date], Limit | None] = {}

    def of(self, code: str, latest: date | None) -> Limit | None:
        """The limit by the term `code`; None without a term, or before there is anything to be renewed."""
        if not code or latest is None:
            return None
        if (code, latest) not in self._known:
            self._known[code, latest] = self._reckon(code, latest)
        return self._known[code, latest]

    def _reckon(self, code: str, latest: date) -> Limit | None:
        """What is older than the term has had it since the term is in force."""
        first = min((row.in_force_from for row in self.terms.rows if row.code == code), default=None)
        if first is None:
            return None
        start = max(latest, first)
        try:
            return Limit(start, self.terms.due(code, start))
        except LegalTerm.DoesNotExist:
            return None
