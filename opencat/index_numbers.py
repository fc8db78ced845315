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
def next_index_number(unit: Unit, category: Category, year: int) -> str:
    """A number that nobody has and nobody had.

    Who asks next for the same unit, category and year waits for the end of this transaction: the counter's row is
    locked. Numbers that an import brought along are passed over.
    """
    counter = _locked(unit, category, year)
    if counter is None:
        IndexCounter.objects.get_or_create(unit=unit, category=category, year=year)
        counter = _locked(unit, category, year)
    while True:
        counter.last_serial += 1
        number = format_index_number(unit.code, category.code, year, counter.last_serial)
        if not CatalogueEntry.objects.filter(index_number=number).exists():
            break
    counter.save(update_fields=["last_serial"])
    return number


def _locked(unit: Unit, category: Category, year: int) -> IndexCounter | None:
    return IndexCounter.objects.select_for_update().filter(unit=unit, category=category, year=year).first()
