"""Answers that stand above the results."""

from __future__ import annotations

from search.asked import Question
from search.models import BestBet


def best_bets(question: Question) -> list[BestBet]:
    """Those in force whose queries hold this one, in their order."""
    return []
