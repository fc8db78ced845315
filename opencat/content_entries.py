"""The catalogue's entries of what is no page, kept in step with what apps have registered as public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from hub.calendar import Terms
from opencat.catalogue import changes, statistics
from opencat.entries import set_due_date
from opencat.index_numbers import next_index_numbers
from opencat.models import CatalogueEntry, Category
from sites.organisation.models.unit import Unit
from sites.pages.enums import DisclosureKind, InformationKind, Validity
from sites.pages.public_content import PublicContent, PublicItem

CHUNK = 500
# What follows the content; everything else is said once, when the entry is made.
FOLLOWED = (
    "content_type_id", "object_id", "unit_id", "category_id", "title", "written_on", "year", "path", "is_public",
    "published_at",
)  # fmt: skip


@transaction.atomic(savepoint=False)  # within the transaction that changes the objects, if there is one
def keep_entries(content: PublicContent, keys: Iterable[int]) -> int:
    """Makes or renews the entries of the objects with these keys; returns how many were written.

    An object that is not public, or in no category, leaves the lists and keeps its number; a deleted one frees its key.
    Two queries, seven for each 500 keys, and three for each unit, category and year in which numbers are given.
    """
    wanted, terms = sorted(set(keys)), Terms.load()
    units: set[int] = set()
    written: list[int] = []
    for start in range(0, len(wanted), CHUNK):
        for entry, unit_before in _keep(content, wanted[start : start + CHUNK], terms):
            written.append(entry.pk)
            units |= {entry.unit_id, unit_before}
    if written:
        changes.follow_bulk(written)
        statistics.forget_units(units)
    return len(written)


def _keep(content: PublicContent, keys: list[int], terms: Terms) -> list[tuple[CatalogueEntry, int]]:
    """The entries that were written, each with the unit that it had before."""
    there = _locked(content, keys)
    listed = _listed(content, there)
    rows = _entries_of(content).select_for_update().filter(object_id__in=keys)
    known = {entry.object_id: entry for entry in rows}
    made = [_made(content, item, category, terms) for key, (item, category) in listed.items() if key not in known]
    changed = []
    for key, entry in known.items():
        before, unit_before = _said(entry), entry.unit_id
        entry.is_public = key in listed
        if entry.is_public:
            _follow(entry, *listed[key])
        if key not in there:
            entry.content_type_id = entry.object_id = None
        if _said(entry) != before:
            changed.append((entry, unit_before))
    _give_numbers(made)
    CatalogueEntry.objects.bulk_create(made)
    CatalogueEntry.objects.bulk_update([entry for entry, _unit in changed], FOLLOWED)
    return [*((entry, entry.unit_id) for entry in made), *changed]


def _locked(content: PublicContent, keys: list[int]) -> set[int]:
    """Those that are there. Who keeps the same ones meanwhile waits, and then finds their entries."""
    rows = content.model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    return set(rows.values_list("pk", flat=True))


def _listed(content: PublicContent, keys: Collection[int]) -> dict[int, tuple[PublicItem, Category]]:
    items = list(content.items(content.public().filter(pk__in=keys)))
    categories = {row.code: row for row in Category.objects.filter(code__in={item.category for item in items})}
    return {item.key: (item, categories[item.category]) for item in items if item.category in categories}


def _entries_of(content: PublicContent) -> Any:
    return CatalogueEntry.objects.filter(content_type=ContentType.objects.get_for_model(content.model))


def _said(entry: CatalogueEntry) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in FOLLOWED)


def _made(content: PublicContent, item: PublicItem, category: Category, terms: Terms) -> CatalogueEntry:
    entry = CatalogueEntry(
        content_type=ContentType.objects.get_for_model(content.model),
        object_id=item.key,
        kind=InformationKind.POLICY,
        disclosure_kind=DisclosureKind.PROACTIVE,
        validity=Validity.IN_FORCE,
        is_public=True,
        published_on=timezone.localdate(item.published_at),
        term_code=item.term_code,
    )
    _follow(entry, item, category)
    set_due_date(entry, terms)
    return entry


def _follow(entry: CatalogueEntry, item: PublicItem, category: Category) -> None:
    entry.unit_id, entry.category = item.unit_id, category
    entry.title, entry.path, entry.published_at = item.title, item.path, item.published_at
    entry.written_on = item.written_on or timezone.localdate(item.published_at)
    entry.year = entry.written_on.year


def _give_numbers(entries: list[CatalogueEntry]) -> None:
    """Counters are locked in one order, so that no two wait for each other."""
    groups: dict[tuple[int, int, int], list[CatalogueEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.unit_id, entry.category_id, entry.published_on.year].append(entry)
    units = Unit.objects.in_bulk({unit for unit, _category, _year in groups})
    for (unit, _category, year), some in sorted(groups.items()):
        numbers = next_index_numbers(units[unit], some[0].category, year, len(some))
        for entry, number in zip(some, numbers, strict=True):
            entry.index_number = number


def rebuild(content: PublicContent) -> int:
    """Keeps the entries of everything that is public, and of all that has one; returns how many were written."""
    known = _entries_of(content).values_list("object_id", flat=True)
    return keep_entries(content, {*content.public().values_list("pk", flat=True), *known})


def fill_empty(content: PublicContent) -> None:
    """What was public before there was a catalogue, or before it was registered, gets its entries once."""
    if not _entries_of(content).exists():
        rebuild(content)
