"""Index numbers 索引号: region-unit-category-year-serial, given when a document is first public, never given again."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from opencat.models import CatalogueEntry, Category, IndexCounter
from sites.organisation.models.unit import Unit

SERIAL_DIGITS = 5


def format_index_number(unit_code: str, category_code: str, year: int, serial: int) -> str:
    """For instance 441481-jyj-150401-2026-00012."""
    return f"{settings.REGION_CODE}-{unit_code}-{category_code}-{year}-{serial:0{SERIAL_DIGITS}}"


@transaction.atomic(savepoint=False)
def next_index_numbers(unit: Unit, category: Category, year: int, how_many: int = 1) -> list[str]:
    """Numbers that nobody has and nobody had.

    Who asks next for the same unit, category and year waits for the end of this transaction: the counter's row is
    locked. Numbers that an import brought along are passed over.
    """
    counter = _locked(unit, category, year)
    if counter is None:
        IndexCounter.objects.get_or_create(unit=unit, category=category, year=year)
        counter = _locked(unit, category, year)
    found: list[str] = []
    while missing := how_many - len(found):
        serials = range(counter.last_serial + 1, counter.last_serial + missing + 1)
        numbers = [format_index_number(unit.code, category.code, year, serial) for serial in serials]
        taken = set(CatalogueEntry.objects.filter(index_number__in=numbers).values_list("index_number", flat=True))
        found += [number for number in numbers if number not in taken]
        counter.last_serial += missing
    counter.save(update_fields=["last_serial"])
    return found


def _locked(unit: Unit, category: Category, year: int) -> IndexCounter | None:
    return IndexCounter.objects.select_for_update().filter(unit=unit, category=category, year=year).first()
