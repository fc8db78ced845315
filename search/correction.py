"""“Did you mean”: what a query with a wrong or missing character was probably meant to be."""

from __future__ import annotations

from search.asked import Question


def corrected(question: Question) -> str | None:
    """A query that finds something, or None when nothing better is known."""
    return None
