"""Numbers of letters: 教育局公复〔2026〕3号, by unit and year."""

from __future__ import annotations

from sites.casework.models.letter_serial import LetterSerial
from sites.organisation.models.unit import Unit


def next_letter_number(unit: Unit, year: int) -> tuple[int, str]:
    """The row is locked until the transaction ends: numbers have no gaps and no doubles, and none is given twice."""
    LetterSerial.objects.get_or_create(unit=unit, year=year)
    row = LetterSerial.objects.select_for_update(of=("self",)).get(unit=unit, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last, f"{unit.short_name}公复〔{year}〕{row.last}号"
