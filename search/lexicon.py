"""Teaches the tokeniser the names of this municipality, so that a query is read in its words."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from hub.versioned_cache import VersionedCache
from opencat.models import Category
from search import meanings
from search.best_bets import queries_of
from search.enums import PLACES
from search.folding import fold
from search.models import BestBet, IndexedDocument, Synonym
from search.tokens import squeezed, teach
from sites.organisation.models.unit import Unit

LONGEST = 16  # a longer title of a column or topic is a sentence


def keep_current() -> None:
    """Before a query or a text is cut into words. Costs a look into the cache when nothing has changed."""
    taught_words.current()


def names() -> Iterator[str]:
    """Units in full and in short, the places among them, leaders, columns, topics, categories, services, synonyms."""
    for name, short_name in Unit.objects.values_list("name", "short_name"):
        yield from (name, short_name, name.removeprefix(settings.CITY_NAME))
        yield from _place(name)
    yield from Category.objects.values_list("name", flat=True)
    yield from IndexedDocument.objects.filter(kind__in=PLACES).values_list("title", flat=True).distinct()
    for bet in BestBet.objects.filter(is_enabled=True):
        yield from queries_of(bet)


def _place(name: str) -> Iterator[str]:
    """永和镇 of 兴宁市永和镇人民政府."""
    for ending in ("人民政府", "街道办事处"):
        if name.endswith(ending):
            place = name.removeprefix(settings.CITY_NAME).removesuffix("人民政府").removesuffix("办事处")
            yield from (place, f"{settings.CITY_NAME}{place}")


def _teach() -> int:
    terms = {squeezed(fold(name)) for name in names()} | set(meanings.terms())
    known = {term for term in terms if 1 < len(term) <= LONGEST}
    teach(known)
    return len(known)


taught_words = VersionedCache("lexicon", _teach)


def connect() -> None:
    taught_words.invalidate_on_change(Unit, Category, BestBet, Synonym)
