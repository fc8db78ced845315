from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sites.website.errors.views import unavailable

LONGEST = 200
ADVICE = "网站正在停机维护，请稍后再来。"


class MaintenanceMiddleware:
    """While the switch is on, everything answers 503 without touching the database (Art. 30(2)).

    The switch is the setting MAINTENANCE, or a file: it works at once in every process of the machine, and what is
    written in it is what visitors read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        advice = announced()
        return self.get_response(request) if advice is None else unavailable("停机维护", advice)


def announced() -> str | None:
    """What to tell visitors, or None while the site is open."""
    try:
        text = Path(settings.MAINTENANCE_FILE).read_text(errors="replace")[:LONGEST].strip()
    except OSError:
        return ADVICE if settings.MAINTENANCE else None
    return text or ADVICE
