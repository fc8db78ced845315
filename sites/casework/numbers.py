"""Numbers of cases: year, serial and a check digit, so that a mistyped one is told from an unknown one."""

from __future__ import annotations

import re

from sites.casework.models.case_serial import CaseSerial

LENGTH = 11
_DIGITS = re.compile(r"\d{11}")
_SPACES = re.compile(r"[\s-]+")


def next_number(year: int) -> str:
    """The next of a year. The row is locked until the transaction ends: numbers have no gaps and no doubles."""
    CaseSerial.objects.get_or_create(year=year)
    row = CaseSerial.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return with_check_digit(f"{year}{row.last:06d}")


def with_check_digit(digits: str) -> str:
    return digits + str(_check(digits))


def as_typed(text: str) -> str:
    """A number as somebody typed or dictated it: without blanks and hyphens, full-width digits as digits."""
    return "".join(str(int(each)) if each.isdecimal() else each for each in _SPACES.sub("", text))


def is_number(text: str) -> bool:
    return bool(_DIGITS.fullmatch(text)) and text == with_check_digit(text[:-1])


def _check(digits: str) -> int:
    """Luhn's: one wrong digit, and nearly every exchange of two neighbours, is found."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10
