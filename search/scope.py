"""Where a search is asked: the site and its units, and what the codes in the address stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from hub.versioned_cache import VersionedCache
from opencat.models import Category
from search import lexicon
from search.enums import Kind, Scope
from search.form import SearchRequest
from search.meanings import meanings
from search.query import Filters, Question, question_of
from sites.organisation.models.unit import Unit
from sites.pages.site_group import units_at

NOTHING = (0,)  # no unit or category has this key


@dataclass(frozen=True)
class SearchScope:
    """`own`: the keys of the units whose sites lie on this host."""

    own: frozenset[int]
    units: dict[int, Unit]
    categories: dict[int, Category]

    def known(self, asked: SearchRequest) -> SearchRequest:
        """`asked` without codes of units and categories that there are not."""
        codes = {unit.code for unit in self.units.values()}
        categories = {category.code for category in self.categories.values()}
        return replace(
            asked,
            unit=asked.unit if asked.unit in codes else "",
            category=asked.category if asked.category in categories else "",
        )

    def question(self, asked: SearchRequest) -> Question:
        """An unknown code finds nothing."""
        lexicon.keep_current()
        return question_of(
            asked.words,
            meanings,
            in_title=asked.in_title,
            sort=asked.sort,
            filters=self._filters(asked),
            own_units=self.own,
        )

    def _filters(self, asked: SearchRequest) -> Filters:
        # What has no time about it, of the whole group: documents, not news and not places.
        library = (Kind.POLICY.value,) if asked.scope == Scope.POLICY else ()
        kinds: tuple[str, ...] = (asked.kind,) if asked.kind else ()
        return Filters(
            units=self.own if asked.scope == Scope.SITE else None,
            unit=_keys(self.units, asked.unit, prefix=False),
            category=_keys(self.categories, asked.category, prefix=True),
            scope_kind=library,
            kind=library or kinds,
            year=asked.years,
            state=(asked.state,) if asked.state else (),
            has_attachment=True if asked.attachment else None,
        )


def _keys(rows: dict[int, Any], code: str, *, prefix: bool) -> tuple[int, ...]:
    if not code:
        return ()
    found = (key for key, row in rows.items() if row.code == code or (prefix and row.code.startswith(code)))
    return tuple(found) or NOTHING


def _load() -> tuple[dict[int, Unit], dict[int, Category]]:
    """Units and categories by key."""
    units = Unit.objects.only("code", "name", "short_name", "category", "sort_order")
    categories = Category.objects.only("code", "name", "parent_id", "scope")
    return {unit.pk: unit for unit in units}, {category.pk: category for category in categories}


# All units and all categories; they change a few times a year.
search_scopes = VersionedCache("search_scopes", _load)


def connect() -> None:
    search_scopes.invalidate_on_change(Unit, Category)


def scope_of(request: HttpRequest) -> SearchScope:
    """No query, but two where units or categories have changed.

    Raises:
        Http404: no site answers here.
    """
    units, categories = search_scopes.current()
    return SearchScope(own=units_at(request), units=units, categories=categories)
