"""The public catalogue with 100,000 documents in 80 units: pages with no to three facets, queries and milliseconds.

    [DATABASE_URL=…] python bench/catalogue.py [--units 80] [--documents 100000] [--rounds 25]

Without DATABASE_URL the database is a SQLite file in a folder made for the run; with it, an empty database is filled
(or one that this script filled is used again). Every request passes the whole request stack, each with other values of
its facets. "cpu_ms" is the time of this process, without waiting for other work on the machine and without PostgreSQL's
own. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
SCRATCH = tempfile.TemporaryDirectory(prefix="catalogue-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH.name}/catalogue.sqlite3")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench.catalogue_data import DOCUMENTS, SEED, UNITS, fill
from opencat.catalogue.changes import forget_counts
from opencat.catalogue.facet_index import held
from opencat.models import CatalogueEntry, Category
from sites.organisation.models.unit import Unit
from sites.pages.enums import Audience, Genre, Theme, Validity

HOST = "portal.localhost"
Query = dict[str, Any]


def values() -> dict[str, list[Any]]:
    """What can be chosen, by parameter."""
    return {
        "unit": list(Unit.objects.values_list("code", flat=True)),
        "category": list(Category.objects.values_list("code", flat=True)),
        "year": list(CatalogueEntry.objects.values_list("year", flat=True).distinct()),
        "state": Validity.values,
        "kind": ["proactive"],
        "genre": Genre.values,
        "theme": Theme.values,
        "audience": Audience.values,
    }


def cases(chance: random.Random) -> dict[str, Callable[[], Query]]:
    known = values()

    def some(number: int) -> Query:
        return {name: chance.choice(known[name]) for name in chance.sample(sorted(known), number)}

    broad = {"state": "in_force", "kind": "proactive"}
    return {
        "no facet": dict,
        "one facet": lambda: some(1),
        "two facets": lambda: some(2),
        "three facets": lambda: some(3),
        "unit, category, year": lambda: {name: chance.choice(known[name]) for name in ("unit", "category", "year")},
        "three broad facets": lambda: {**broad, "year": chance.choice(known["year"])},
        "three broad facets, by title": lambda: {**broad, "theme": chance.choice(Theme.values), "sort": "title"},
        "two broad facets, any page": lambda: {**broad, "page": chance.randrange(1, 4000)},
        "words of the title": lambda: {"q": chance.choice(["教育", "管理办法", "安全 检查", "第777"])},
    }


def measure(query: Callable[[], Query], rounds: int) -> dict[str, Any]:
    client = Client(HTTP_HOST=HOST)
    client.get("/opencat/")
    queries: list[int] = []
    walls, cpus = [], []
    for _ in range(rounds):
        url = f"/opencat/?{urlencode(query())}"
        with counted() as number:
            started, began = time.perf_counter(), time.process_time()
            status = client.get(url).status_code
            walls.append((time.perf_counter() - started) * 1000)
            cpus.append((time.process_time() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{status} {url}")
        queries.append(number())
    return {"queries": max(queries), "ms": spread(walls), "cpu_ms": spread(cpus)}


class counted:
    """Counts the queries of a block."""

    def __enter__(self) -> Callable[[], int]:
        self.number = 0
        self.wrapper = connection.execute_wrapper(self.count)
        self.wrapper.__enter__()
        return lambda: self.number

    def __exit__(self, *error: Any) -> None:
        self.wrapper.__exit__(*error)

    def count(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.number += 1
        return execute(sql, params, many, context)


def spread(times: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(times), 1), "p95": round(statistics.quantiles(times, n=20)[-1], 1)}


def upkeep() -> Iterator[tuple[str, dict[str, float]]]:
    """What it costs to hold the counts: built anew, and after one document has changed."""
    built, renewed = [], []
    entry = CatalogueEntry.objects.public().first()
    for _ in range(5):
        forget_counts()
        built.append(timed(held))
        entry.save()
        renewed.append(timed(held))
    yield "built anew", spread(built)
    yield "after one change", spread(renewed)


def timed(action: Callable[[], Any]) -> float:
    began = time.process_time()
    action()
    return (time.process_time() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    if not CatalogueEntry.objects.exists():
        fill(options.units, options.documents)
    result = {
        "database": f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}",
        "units": Unit.objects.count(),
        "documents": CatalogueEntry.objects.count(),
        "public": CatalogueEntry.objects.public().count(),
        "rounds": options.rounds,
        "load": round(os.getloadavg()[0], 1),
        "counts held in memory, cpu ms": dict(upkeep()),
        "pages": {name: measure(query, options.rounds) for name, query in cases(random.Random(SEED)).items()},
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
