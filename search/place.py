"""Where a search is asked: the site and its units, and what the codes in the address stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Page, Site
from wagtail.signals import post_page_move

from hub.kept import Kept
from opencat.models import Category
from search import lexicon
from search.asked import Filters, Question, question_of
from search.enums import Kind, Scope
from search.form import Asked
from search.meanings import meanings
from sites.models import HomePage, Unit, UnitSite

NOTHING = (0,)  # no unit or category has this key


@dataclass(frozen=True)
class Place:
    """`own`: the keys of the units whose sites lie on this host."""

    own: frozenset[int]
    units: dict[int, Unit]
    categories: dict[int, Category]

    def known(self, asked: Asked) -> Asked:
        """`asked` without codes of units and categories that there are not."""
        codes = {unit.code for unit in self.units.values()}
        categories = {category.code for category in self.categories.values()}
        return replace(
            asked,
            unit=asked.unit if asked.unit in codes else "",
            category=asked.category if asked.category in categories else "",
        )

    def question(self, asked: Asked) -> Question:
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

    def _filters(self, asked: Asked) -> Filters:
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


def _load() -> tuple[dict[int, Unit], dict[int, Category], dict[int, tuple[int, str]]]:
    """Units and categories by key; key and tree path of each unit's home."""
    units = Unit.objects.only("code", "name", "short_name", "category", "sort_order")
    categories = Category.objects.only("code", "name", "parent_id", "scope")
    homes = {unit: (home, path) for unit, home, path in UnitSite.objects.values_list("unit", "home", "home__path")}
    return {unit.pk: unit for unit in units}, {category.pk: category for category in categories}, homes


# All units, their homes and all categories; they change a few times a year.
kept = Kept("places", _load)


def connect() -> None:
    kept.follow(Unit, Category, UnitSite)
    post_page_move.connect(_follow_move, dispatch_uid="search_places_move")


def _follow_move(instance: Page, **signal: Any) -> None:
    """A home that becomes a channel, or the other way round."""
    if isinstance(instance.specific_deferred, HomePage):
        kept.forget()


def place_of(request: HttpRequest) -> Place:
    """No query, but three where units, sites or categories have changed.

    Raises:
        Http404: no site answers here.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("这个主机名没有网站。")
    units, categories, _homes = kept.current()
    return Place(own=units_of(site), units=units, categories=categories)


def units_of(site: Site) -> frozenset[int]:
    """The units whose sites lie below this one's home: its own, and the channels of others."""
    homes = kept.current()[2]
    root = next((path for key, path in homes.values() if key == site.root_page_id), "") or site.root_page.path
    return frozenset(unit for unit, (_key, path) in homes.items() if path.startswith(root))
