"""Versions of what is indexed: whole numbers that grow with every change, by one clock for all processes."""

from __future__ import annotations

import time

from django.db import connection


def newest_version() -> int:
    """Microseconds by the database server's clock, so that two machines never disagree; SQLite has but one machine."""
    if connection.vendor != "postgresql":
        return time.time_ns() // 1000
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
        return cursor.fetchone()[0]
