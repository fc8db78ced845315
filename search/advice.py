"""Where a query finds nothing: what is called something like it, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from opencat.models import Category
from search.best_bets import best_bets
from search.models import BestBet
from search.query import Question, question_of
from search.suggestions.lookup import suggestions
from search.usage.routing import Routes
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite

MOST = 5
MOST_WORDS = 4  # of the query, that are looked up
HOTLINE = "热线"  # the query whose best bet is the telephone number for everything


@dataclass(frozen=True)
class Advice:
    """`titles` and names to search for, categories of the catalogue, the unit to ask, the hotline."""

    titles: tuple[str, ...]
    categories: tuple[Category, ...]
    site: UnitSite | None
    unit: Unit | None
    hotline: BestBet | None


def advice_for(question: Question, asked_on: int) -> Advice:
    """`asked_on`: the key of the unit on whose site it was asked. About a dozen short queries."""
    unit = Unit.objects.filter(pk=Routes().unit_for(question.text, asked_on)).first()
    site = UnitSite.objects.filter(unit=unit, home__live=True).select_related("home").first() if unit else None
    hotline = next((bet for bet in best_bets(question_of(HOTLINE)) if bet.telephone), None)
    return Advice(_titles(question), _categories(question), site, unit, hotline)


def _words(question: Question) -> list[str]:
    return [word.text for word in question.words if len(word.text) > 1][:MOST_WORDS]


def _titles(question: Question) -> tuple[str, ...]:
    """What begins with one of the words, or with what sounds like it."""
    found = [each.text for word in _words(question) for each in suggestions(word, question.own_units)]
    return tuple(dict.fromkeys(found))[:MOST]


def _categories(question: Question) -> tuple[Category, ...]:
    """One of each name, though the portal and the units have it each."""
    asked = {form for word in question.words for form in word.forms if len(form) > 1}
    found = {each.name: each for each in Category.objects.in_force() if any(word in each.name for word in asked)}
    return tuple(found.values())[:MOST]
