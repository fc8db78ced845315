from __future__ import annotations

from django import template

from opencat.coverage.picture import SYMBOLS
from opencat.enums import CoverageState

register = template.Library()


@register.filter
def state_symbol(state: CoverageState) -> str:
    return SYMBOLS[state]
