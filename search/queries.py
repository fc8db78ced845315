"""What a query finds in the database."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.models import Page

from search.folding import forms
from sites.listing import articles
from sites.models import ColumnPage, LeaderPage, TopicPage
from sites.translation.locales import source_locale_id

# Beyond this the reader narrows the query: nothing is counted to its end, so that a frequent word costs no more.
MOST_RESULTS = 200
MOST_PLACES = 8
FIELDS = ("title", "document_number", "summary")


def _holds(term: str, fields: tuple[str, ...]) -> Q:
    found = Q()
    for form in forms(term):
        for field in fields:
            found |= Q(**{f"{field}__icontains": form})
    return found


def _hold_all(terms: list[str], fields: tuple[str, ...]) -> Q:
    found = Q()
    for term in terms:
        found &= _holds(term, fields)
    return found


def find_articles(terms: list[str], below: Page | None) -> list[int]:
    """Keys of public articles (all of them, or those `below` a page) that hold every term, newest first.

    One more than `MOST_RESULTS` at most.
    """
    if not terms:
        return []
    found = articles().filter(_hold_all(terms, FIELDS))
    if below is not None:
        found = found.descendant_of(below)
    return list(found.values_list("pk", flat=True)[: MOST_RESULTS + 1])


def find_places(terms: list[str], below: Page | None) -> list[Any]:
    """Public columns, topics and leaders whose title holds every term, those nearest to the home first."""
    if not terms:
        return []
    found = Page.objects.live().public().exact_type(ColumnPage, TopicPage, LeaderPage)
    found = found.filter(_hold_all(terms, ("title",)), locale=source_locale_id())
    if below is not None:
        found = found.descendant_of(below)
    return list(found.order_by("depth", "path")[:MOST_PLACES])


def load(keys: list[int]) -> list[Any]:
    """The articles with these keys, in this order, with their unit."""
    found = {each.pk: each for each in articles().filter(pk__in=keys).select_related("unit")}
    return [found[key] for key in keys if key in found]
