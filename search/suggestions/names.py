"""Names of units and categories, best bets and frequent queries: a few hundred, renewed as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page

from opencat.models import Category
from search.best_bets import queries_of
from search.engine import answer
from search.enums import SuggestionKind
from search.meanings import meanings
from search.models import BestBet, IndexedDocument, QueryCount, Suggestion
from search.query import question_of
from search.suggestions.building import missing_keywords
from search.suggestions.keys import name_of
from search.suggestions.offers import Offer, renew
from search.vocabulary import learn
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite

UNIT, CATEGORY, QUERY, ANSWER = 30, 5, 100, 10_000  # what they weigh beside names of columns and keywords
# What many have asked on many days, and found: what one person asks for again and again is nobody else's business.
LEAST_SEARCHES, LEAST_DAYS, WITHIN = 30, 7, timedelta(days=90)
MOST_QUERIES = 100
MOST_WITHOUT_RESULT = 0.1


@transaction.atomic
def renew_names() -> None:
    """Brings them in line with how units, categories and best bets stand now."""
    offers = [*_units(), *_categories(), *_answers()]
    managed = Q(document=None) | Q(kind=SuggestionKind.ANSWER)
    renew(Suggestion.objects.filter(managed).exclude(kind=SuggestionKind.QUERY), offers)
    learn(offer.text for offer in offers)


@transaction.atomic
def renew_daily() -> None:
    """Also what time changes: frequent queries, best bets that begin or end, keywords whose document has gone."""
    renew_names()
    renew(Suggestion.objects.filter(kind=SuggestionKind.QUERY), list(_queries()))
    renew(Suggestion.objects.none(), missing_keywords())


def _units() -> Iterator[Offer]:
    """Those that have a site: of others nothing is found."""
    homes = Page.objects.live().public()
    open_sites = UnitSite.objects.filter(home__in=homes.values("pk")).values("unit")
    for unit in Unit.objects.filter(pk__in=open_sites):
        names = [name_of(name) for name in (unit.name, unit.short_name)]
        names += [name.removeprefix(settings.CITY_NAME) for name in names]
        yield Offer(unit.name, SuggestionKind.NAME, tuple(dict.fromkeys(filter(None, names))), unit.pk, weight=UNIT)


def _categories() -> Iterator[Offer]:
    """Only those with something in them."""
    used = IndexedDocument.objects.filter(category__isnull=False).values("category")
    for name in dict.fromkeys(Category.objects.in_force().filter(pk__in=used).values_list("name", flat=True)):
        yield Offer(name, SuggestionKind.NAME, (name_of(name),), weight=CATEGORY)


def _answers() -> Iterator[Offer]:
    """A best bet that leads to a page goes with the page's document."""
    bets = list(BestBet.objects.in_force())
    pages = [bet.page_id for bet in bets if bet.page_id]
    public = set(Page.objects.live().public().filter(pk__in=pages).values_list("pk", flat=True))
    documents = dict(IndexedDocument.objects.filter(page__in=public).values_list("page", "pk"))
    for bet in bets:
        if bet.page_id and bet.page_id not in public:
            continue
        document = documents.get(bet.page_id)
        for query in queries_of(bet):
            if name := name_of(query):
                yield Offer(query, SuggestionKind.ANSWER, (name,), document_id=document, weight=ANSWER)


def _queries() -> Iterator[Offer]:
    rows = (
        QueryCount.objects.filter(day__gte=timezone.localdate() - WITHIN)
        .values("query")
        .annotate(all=Sum("searches"), missed=Sum("without_result"), days=Count("day", distinct=True))
        .filter(all__gte=LEAST_SEARCHES, days__gte=LEAST_DAYS)
        .order_by("-all")[:MOST_QUERIES]
    )
    for row in rows:
        query, name = row["query"], name_of(row["query"])
        if name and row["missed"] <= row["all"] * MOST_WITHOUT_RESULT and _finds(query):
            yield Offer(query, SuggestionKind.QUERY, (name,), weight=QUERY + min(row["all"], QUERY * QUERY))


def _finds(query: str) -> bool:
    """Not only what is like it, and today: what it found may have been withdrawn."""
    found = answer(question_of(query, meanings), 0, 1)
    return found.total > 0 and not found.is_widened


def follow(**signal: Any) -> None:
    """Once for a transaction, however many rows it changes."""
    if not any(call is renew_names for _ids, call, *_rest in connection.run_on_commit):
        transaction.on_commit(renew_names, robust=True)


def connect() -> None:
    for model in (Unit, UnitSite, Category, BestBet):
        for signal in (post_save, post_delete):
            signal.connect(follow, sender=model, dispatch_uid=f"search_names_{model.__name__}")
