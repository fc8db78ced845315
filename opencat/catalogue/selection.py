"""The entries that answer what is asked, as a set in memory and as a question to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from wagtail.models import PageViewRestriction

from opencat.catalogue.asked import MOST_WORDS, Asked, Sort
from opencat.catalogue.bitmaps import bitmap_of, keys_in
from opencat.catalogue.documents import SHOWN
from opencat.catalogue.held import Held
from opencat.document_numbers import compare_key
from opencat.enums import LinkKind
from opencat.models import CatalogueEntry, Category, DocumentLink

ORDERS: dict[str, tuple[str, ...]] = {
    Sort.PUBLISHED: ("-published_at", "-pk"),
    Sort.WRITTEN: ("-written_on", "-pk"),
    Sort.TITLE: ("title", "pk"),
    Sort.NUMBER: ("-number_key", "-pk"),
}
# So few are asked for by key, many by the facets: the database's way along the order is then short.
FEW = 2000


def restricted_paths() -> list[str]:
    """Tree paths below which not everybody may read. One query, of hardly any rows."""
    return list(PageViewRestriction.objects.order_by("page__path").values_list("page__path", flat=True))


def public_entries(restricted: list[str] | None = None) -> Any:
    """What everybody may read, by the database alone."""
    entries = CatalogueEntry.objects.public().filter(page__isnull=False)
    paths = restricted_paths() if restricted is None else restricted
    return entries.exclude(_below(paths)) if paths else entries


def shown(entries: Any, day: date | None = None) -> Any:
    """With what a list shows of each: its state, and where its page is. Without bodies and explanations."""
    return entries.with_state(day).annotate(url_path=F("page__url_path")).only(*SHOWN)


def _below(paths: list[str]) -> Q:
    found = Q()
    for path in paths:
        found |= Q(page__path__startswith=path)
    return found


def with_words(words: str) -> Q:
    """Whose title has all of the words, or which have this document number or index number."""
    titled = Q()
    for word in words.split()[:MOST_WORDS]:
        titled &= Q(title__icontains=word)
    found = titled | Q(index_number=words)
    key = compare_key(words)[:60]
    return found | Q(number_key=key) if key else found


def asked_of_database(asked: Asked) -> Q:
    """What is asked, as a condition; needs `with_state`."""
    found = Q(**{_COLUMNS[name]: value for name in _COLUMNS if (value := getattr(asked, name))})
    if asked.category:
        end = asked.category.code[:-1] + chr(ord(asked.category.code[-1]) + 1)
        found &= Q(category__code__gte=asked.category.code, category__code__lt=end)
    if asked.interpreted:
        links = DocumentLink.objects.filter(kind=LinkKind.INTERPRETS, page__live=True, target=OuterRef("page"))
        found &= Q(Exists(links))
    return found & with_words(asked.words) if asked.words else found


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

    asked: Asked
    held: Held
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
        """A part in the order asked for. What lies nearer to the end is read from the end."""
        total = self.count()
        rows = self._rows(total).order_by(*ORDERS[self.asked.sort])
        start, stop = part.start or 0, min(part.stop if part.stop is not None else total, total)
        if start <= total // 2:
            return list(rows[start:stop])
        return list(rows.reverse()[total - stop : total - start])[::-1]

    def _rows(self, total: int) -> Any:
        # Once more by the database: what has been taken down since is not shown.
        rows = shown(public_entries(self.restricted), self.held.day)
        if total <= FEW:
            return rows.filter(pk__in=keys_in(self.entries))
        return rows.filter(asked_of_database(self.asked))


def select(asked: Asked, held: Held, categories: dict[int, Category]) -> Selection:
    """One query; one more with words, and one where something is restricted."""
    restricted = restricted_paths()
    basis = held.entries.everything
    if restricted:
        hidden = CatalogueEntry.objects.public().filter(_below(restricted))
        basis &= ~bitmap_of(hidden.values_list("pk", flat=True))
    if asked.words:
        named = CatalogueEntry.objects.public().filter(with_words(asked.words))
        basis &= bitmap_of(named.values_list("pk", flat=True))
    return Selection(asked, held, basis, dict(_chosen(asked, held, categories)), restricted)


def _chosen(asked: Asked, held: Held, categories: dict[int, Category]) -> Any:
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
