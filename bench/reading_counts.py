"""Readings of articles: beacons accepted, and batches written. [DATABASE_URL=…] python bench/reading_counts.py

Prints JSON. "beacons accepted" is one process and one thread through all middleware, every beacon from another reader
("per processor second": without waiting for other work on the machine); "flush" is the median of several batches of
5,000 readings. The database is made for the run and removed afterwards (PostgreSQL: the user needs the right to create
one).
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")

ARTICLES = 500
BEACONS = 3_000
READINGS = 5_000
BATCHES = 9
BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.{}.0 Safari/537.36"
)


def main() -> dict[str, object]:
    django.setup()
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        original = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0)
        try:
            return _measure()
        finally:
            connection.creation.destroy_test_db(original, verbosity=0)


def _measure() -> dict[str, object]:
    from django.db import connection

    from sites.pages.models.reading_count import ReadingCount

    keys = _articles()
    accepted = _accept(keys)
    busy = _flushes(keys)
    few = _flushes(keys[:20])
    return {
        "database": f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}",
        "beacons accepted": accepted,
        f"flush of {READINGS} readings of {len(keys)} articles, ms": busy,
        f"flush of {READINGS} readings of 20 articles, ms": few,
        "readings in the database": sum(ReadingCount.objects.values_list("readings", flat=True)),
        "load average": round(os.getloadavg()[0], 1),
    }


def _articles() -> list[int]:
    from sites.organisation.enums import UnitCategory
    from sites.organisation.models.unit import Unit
    from sites.pages.models.article_page import ArticlePage
    from sites.pages.models.column_page import ColumnPage
    from sites.pages.provisioning.actions import create_site
    from tests.factories import published

    unit = Unit.objects.create(name="门户（测试）", short_name="门户", code="portal", category=UnitCategory.PORTAL)
    home = create_site(unit).home
    column = ColumnPage.objects.descendant_of(home).first()
    for number in range(ARTICLES):
        published(column, title=f"第{number}条", source="测试", slug=f"a{number}")
    return list(ArticlePage.objects.values_list("pk", flat=True))


def _accept(keys: list[int]) -> dict[str, int]:
    from django.test import Client

    from sites.website.reading.buffer import buffer

    client = Client(HTTP_HOST="portal.localhost")

    def send(number: int) -> None:
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        agent = BROWSER.format(number % 50)
        path = f"/reading/{keys[number % len(keys)]}/"
        assert client.post(path, HTTP_USER_AGENT=agent, REMOTE_ADDR=address).status_code == 204

    for number in range(200):  # warm
        send(1_000_000 + number)
    began, busy = time.perf_counter(), time.process_time()
    for number in range(BEACONS):
        send(number)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    buffer.flush()
    return {"per second": round(BEACONS / seconds), "per processor second": round(BEACONS / busy)}


def _flushes(keys: list[int]) -> dict[str, float]:
    from sites.website.reading.store import add_readings

    batch = Counter(keys[number % len(keys)] for number in range(READINGS))
    took = []
    for _ in range(BATCHES):
        began = time.perf_counter()
        add_readings(batch)
        took.append((time.perf_counter() - began) * 1000)
    return {"median": round(statistics.median(took), 1), "slowest": round(max(took), 1)}


if __name__ == "__main__":
    print(json.dumps(main(), ensure_ascii=False, indent=2))
