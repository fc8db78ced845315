"""The coverage matrix with 100,000 documents in 80 units: the matrix, its pages, its export, the centre's dashboard.

    [DATABASE_URL=…] python bench/coverage.py [--units 80] [--documents 100000] [--rounds 20]

Without DATABASE_URL the database is a SQLite file in a folder made for the run; with it, an empty database is filled
(or one that is filled with the generated catalogue is used). Asks as the centre. Prints JSON: median, 95th percentile
and slowest of the rounds in milliseconds, the number of queries, and "cpu", the median of this process's own time.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
SCRATCH = tempfile.TemporaryDirectory(prefix="coverage-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH.name}/coverage.sqlite3")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench import catalogue_data
from hub.models import User
from opencat.coverage.interpretations import without_interpretation
from opencat.coverage.matrix import load_matrix
from opencat.models import CatalogueEntry
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from tests.factories import appoint, centre_unit

HOST = "portal.localhost"


def centre_head() -> User:
    """Somebody of the centre, and a leader for every unit, so that the matrix has somebody to name."""
    found = User.objects.filter(appointments__office=Office.CENTRE_HEAD).first()
    if found is None:
        found = appoint(centre_unit(), Office.CENTRE_HEAD)
    for unit in Unit.objects.filter(unit_site__isnull=False):
        if not Appointment.objects.filter(unit=unit, office=Office.SUPERVISING_LEADER).exists():
            appoint(unit, Office.SUPERVISING_LEADER)
            appoint(unit, Office.INFORMATION_OFFICER)
    return found


def asked(client: Client, unit: Unit) -> dict[str, Callable[[], Any]]:
    def page(url: str) -> Callable[[], Any]:
        def ask() -> None:
            response = client.get(url)
            assert response.status_code == 200, (url, response.status_code)

        return ask

    return {
        "matrix": load_matrix,
        "page, all units": page("/admin/coverage/"),
        "page, one category opened": page("/admin/coverage/?open=1505"),
        "page, one unit": page(f"/admin/coverage/units/{unit.pk}/"),
        "documents of a cell": page(f"/admin/coverage/units/{unit.pk}/documents/1505/"),
        "export, CSV": page("/admin/coverage/export/csv/"),
        "export, XLSX": page("/admin/coverage/export/xlsx/"),
        "policies without interpretation": lambda: without_interpretation().count(),
        "the centre's dashboard": page("/admin/"),
    }


def count_queries(ask: Callable[[], Any]) -> int:
    counter = {"queries": 0}

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counter["queries"] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        ask()
    return counter["queries"]


def measure(ask: Callable[[], Any], rounds: int) -> dict[str, Any]:
    """The first, cold answer is not counted."""
    ask()
    queries = count_queries(ask)
    spent, worked = [], []
    for _ in range(rounds):
        start, worked_before = time.perf_counter(), time.process_time()
        ask()
        spent.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - worked_before))
    return {
        "queries": queries,
        "median_ms": round(statistics.median(spent)),
        "p95_ms": round(statistics.quantiles(spent, n=20)[-1]),
        "slowest_ms": round(max(spent)),
        "cpu_ms": round(statistics.median(worked)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=catalogue_data.UNITS)
    parser.add_argument("--documents", type=int, default=catalogue_data.DOCUMENTS)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    if not CatalogueEntry.objects.exists():
        catalogue_data.fill(options.units, options.documents)
    head = centre_head()
    client = Client(HTTP_HOST=HOST)
    client.force_login(head, backend="sites.organisation.auth.AppointmentBackend")
    unit = Unit.objects.filter(unit_site__isnull=False).last()
    assert unit is not None
    matrix = load_matrix()
    result = {
        "database": connection.vendor,
        "units": len(matrix.rows),
        "documents": CatalogueEntry.objects.count(),
        "cells": sum(matrix.totals().values()),
        "results": {name: measure(ask, options.rounds) for name, ask in asked(client, unit).items()},
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
