from __future__ import annotations

from django.http import HttpRequest

from search.engine import Answer
from search.enums import Scope


def record_search(request: HttpRequest, answer: Answer, unit_id: int, scope: Scope) -> None:
    """Counts a search on the site of a unit; only its first page, and never a robot's."""
