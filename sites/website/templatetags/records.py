"""How figures of records are written."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()

CENTS = Decimal("0.01")


@register.filter
def amount(value: Decimal | None) -> str:
    """In 万元: with commas, at least two places and as many more as it has; — where there is none."""
    if value is None:
        return "—"
    plain = value.normalize()
    return f"{plain if plain.as_tuple().exponent < -2 else plain.quantize(CENTS):,f}"
