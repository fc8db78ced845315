"""One value in the words of the interface."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone


def in_words(value: Any) -> str:
    """Nothing for what is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def of_choices(choices: Iterable[tuple[Any, Any]]) -> dict[Any, str]:
    """Labels by value, out of their groups; an empty choice has none."""
    found: dict[Any, str] = {}
    for value, label in choices:
        if isinstance(label, list | tuple):
            found |= of_choices(label)
        elif value not in (None, ""):
            found[value] = str(label)
    return found
