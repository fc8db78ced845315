"""The entries that answer what is asked, as a set in memory and as a question to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from opencat.catalogue.bitmaps import bitmap_of
from opencat.catalogue.documents import SHOWN
from opencat.catalogue.facet_index import FacetIndex
from opencat.catalogue.query import MOST_WORDS, CatalogueQuery, Sort
from opencat.document_numbers import compare_key
from opencat.enums import LinkKind
from opencat.models import CatalogueEntry, Category, DocumentLink
from sites.pages.restrictions import restricted_paths
from sites.pages.site_group import site_group

DESCENDING = frozenset({Sort.PUBLISHED, Sort.WRITTEN, Sort.NUMBER})


def public_entries(restricted: list[str] | None = None) -> Any:
    """What everybody may read, by the database alone."""
    entries = CatalogueEntry.objects.public().existing()
    paths = restricted_paths() if restricted is None else restricted
    return entries.exclude(_below(paths)) if paths else entries


def shown(entries: Any, day: date | None = None) -> Any:
    """With what a list shows of each: its state, and where its page is, if it is one. Without explanations."""
    return entries.with_state(day).annotate(url_path=F("page__url_path")).only(*SHOWN)


def _below(paths: list[str]) -> Q:
    """Pages there; and what is no page, of the units whose homes are there."""
    group, found = site_group.current(), Q()
    for path in paths:
        found |= Q(page__path__startswith=path) | Q(page=None, unit__in=group.units_below(path))
    return found


def with_number(words: str) -> Q:
    """Which have this document number, in whatever spelling, or this index number."""
    key = compare_key(words)[:60]
    return Q(index_number=words) | Q(number_key=key) if key else Q(index_number=words)


def asked_of_database(asked: CatalogueQuery) -> Q:
    """What is asked, without its words, as a condition; needs `with_state`."""
    found = Q(**{_COLUMNS[name]: value for name in _COLUMNS if (value := getattr(asked, name))})
    if asked.category:
        end = asked.category.code[:-1] + chr(ord(asked.category.code[-1]) + 1)
        found &= Q(category__code__gte=asked.category.code, category__code__lt=end)
    if asked.interpreted:
        links = DocumentLink.objects.filter(kind=LinkKind.INTERPRETS, page__live=True, target=OuterRef("page"))
        found &= Q(Exists(links))
    return found


_COLUMNS = {
    "unit": "unit",
    "year": "year",
    "state": "state",
    "kind": "disclosure_kind",
    "genre": "genre",
    "theme": "theme",
    "audience": "audience",
}


@dataclass(frozen=True)
class Selection:
    """What is asked, and for each facet the entries that it leaves."""

    asked: CatalogueQuery
    held: FacetIndex
    basis: int  # public, unrestricted, with the words
    by_facet: dict[str, int]
    restricted: list[str]

    def count(self) -> int:
        return self.entries.bit_count()

    @property
    def entries(self) -> int:
        return self.without("")

    def without(self, facet: str) -> int:
        """The entries as all other facets leave them: what one can choose from in this one."""
        found = self.basis
        for name, bitmap in self.by_facet.items():
            if name != facet:
                found &= bitmap
        return found

    def __getitem__(self, part: slice) -> list[CatalogueEntry]:
        """A part in the order asked for. One query, which once more leaves out what has been taken down meanwhile."""
        sort = self.asked.sort
        order = self.held.orders[sort]
        keys = order.part(self.entries, part.start or 0, part.stop, descending=sort in DESCENDING)
        rows = shown(public_entries(self.restricted), self.held.day).in_bulk(keys)
        return [rows[key] for key in keys if key in rows]


def select(asked: CatalogueQuery, held: FacetIndex, categories: dict[int, Category]) -> Selection:
    """One query; one more with words, and one where something is restricted."""
    restricted = restricted_paths()
    basis = held.entries.everything
    if restricted:
        hidden = CatalogueEntry.objects.public().filter(_below(restricted))
        basis &= ~bitmap_of(hidden.values_list("pk", flat=True))
    if asked.words:
        numbered = CatalogueEntry.objects.public().filter(with_number(asked.words)).values_list("pk", flat=True)
        basis &= held.with_words(asked.words.split()[:MOST_WORDS]) | bitmap_of(numbered)
    return Selection(asked, held, basis, dict(_chosen(asked, held, categories)), restricted)


def _chosen(asked: CatalogueQuery, held: FacetIndex, categories: dict[int, Category]) -> Any:
    having = held.entries.having
    for name in _COLUMNS:
        if value := getattr(asked, name):
            yield name, having(name, value.pk if name == "unit" else value)
    if asked.category:
        bitmap = 0
        for key, category in categories.items():
            if category.code.startswith(asked.category.code):
                bitmap |= having("category", key)
        yield "category", bitmap
    if asked.interpreted:
        yield "interpreted", held.interpreted
