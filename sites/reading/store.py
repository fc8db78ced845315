"""Readings in the database."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction

from sites.models import ArticlePage, ReadingCount

ROWS = 1_000  # in one statement; SQLite takes 32,766 values


def add_readings(readings: Mapping[int, int]) -> int:
    """Adds to the counts of those pages that are public articles, and forgets the others. Returns how many it added to.

    Django's own upsert sets a value; this one adds to it, so that processes do not overwrite each other.
    """
    public = ArticlePage.objects.live().public()
    table = connection.ops.quote_name(ReadingCount._meta.db_table)
    with transaction.atomic():
        # In one order everywhere: two processes that flush at once wait for each other, and never for good.
        keys = sorted(
            key for part in _parts(sorted(readings)) for key in public.filter(pk__in=part).values_list("pk", flat=True)
        )
        for part in _parts(keys):
            rows = ", ".join(["(%s, %s)"] * len(part))
            values = [value for key in part for value in (key, readings[key])]
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {table} AS counted (page_id, readings) VALUES {rows} "  # noqa: S608
                    "ON CONFLICT (page_id) DO UPDATE SET readings = counted.readings + excluded.readings",
                    values,
                )
    return len(keys)


def _parts(keys: list[int]) -> list[list[int]]:
    return [keys[start : start + ROWS] for start in range(0, len(keys), ROWS)]
