"""People who search, in tests."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client

from search.models import QueryCount
from search.usage.recording import buffer

PERSON = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36"
)


def ask(
    query: str,
    *,
    host: str = "jyj.localhost",
    address: str = "10.0.0.1",
    agent: str = PERSON,
    headers: dict[str, str] | None = None,
    **parameters: str,
) -> HttpResponse:
    """The page of results, as a person's browser asks for it."""
    client = Client(HTTP_HOST=host, HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    return client.get("/search/", {"q": query, **parameters}, headers=headers)


def counted() -> dict[str, tuple[int, int, int]]:
    """By query: searches, without result, clicks, over all sites and days."""
    buffer.flush()
    found: dict[str, tuple[int, int, int]] = {}
    for row in QueryCount.objects.all():
        before = found.get(row.query, (0, 0, 0))
        found[row.query] = (
            before[0] + row.searches,
            before[1] + row.without_result,
            before[2] + row.clicks,
        )
    return found
