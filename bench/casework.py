"""50,000 cases in 80 units: lists, one case, figures, reminders, and the clocks of all that are open.

    [DATABASE_URL=…] python bench/casework.py [--units 80] [--cases 50000] [--rounds 15]

Without DATABASE_URL the database is a SQLite file in a folder made for the run; with it, an empty database is filled
(or one that this script filled is used again). Every fifth case is open. Pages pass the whole request stack.
"least_ms" is the quickest of the rounds, "ms" their median: other work on the machine makes them slower, nothing makes
them quicker. "cpu_ms" is the least time of this process, without PostgreSQL's own. Prints JSON.
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
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
SCRATCH = tempfile.TemporaryDirectory(prefix="casework-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH.name}/casework.sqlite3")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.case_rows import add_case_rows, add_units
from hub.models import CalendarDay, User
from inquiry.letters.published import published_letters
from sites.casework.enums import PENDING
from sites.casework.models.case import Case
from sites.casework.reminders import remind, renew_all
from sites.casework.rights import cases_seen_by

PUBLIC = ("/letters/", "/letters/?kind=consultation", "/letters/?q=校车", "/letters/?page=200")
DESK = ("/admin/cases/", "/admin/cases/?page=50")


def timed(action: Callable[[], Any]) -> dict[str, Any]:
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        started, began = time.perf_counter(), time.process_time()
        result = action()
        return {
            "result": result,
            "queries": len(queries),
            "seconds": round(time.perf_counter() - started, 2),
            "cpu_s": round(time.process_time() - began, 2),
        }


def measure(client: Client, url: str, rounds: int) -> dict[str, Any]:
    walls, cpus, numbers = [], [], []
    for _ in range(rounds + 1):
        with CaptureQueriesContext(connection) as queries:
            started, began = time.perf_counter(), time.process_time()
            status = client.get(url).status_code
            walls.append((time.perf_counter() - started) * 1000)
            cpus.append((time.process_time() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{status} {url}")
        numbers.append(len(queries))
    first, *others = numbers
    return {
        "queries": max(others),
        "queries_first_time": first,
        "least_ms": round(min(walls[1:]), 1),
        "ms": round(statistics.median(walls[1:]), 1),
        "cpu_ms": round(min(cpus[1:]), 1),
    }


def pages(rounds: int) -> dict[str, Any]:
    found = {url: measure(Client(HTTP_HOST="portal.localhost"), url, rounds) for url in PUBLIC}
    letter = published_letters().filter(unit__code="portal-office").first().number
    found["/letters/…/"] = measure(Client(HTTP_HOST="portal.localhost"), f"/letters/{letter}/", rounds)
    for name in ("bench-officer-1", "bench-centre"):
        client = Client(HTTP_HOST="portal.localhost")
        client.force_login(User.objects.get(username=name), backend="sites.organisation.auth.AppointmentBackend")
        case = cases_seen_by(User.objects.get(username=name)).filter(status__in=PENDING).first()
        for url in (*DESK, f"/admin/cases/{case.number}/"):
            found[f"{name}: {url.replace(case.number, '…')}"] = measure(client, url, rounds)
    return found


def a_holiday_more() -> int:
    """A day off that was not announced moves every clock that runs across it."""
    day = timezone.localdate() + timedelta(days=1)
    while day.weekday() > 4 or CalendarDay.objects.filter(day=day).exists():
        day += timedelta(days=1)
    CalendarDay.objects.bulk_create([CalendarDay(day=day, is_workday=False, name="临时放假")])
    return renew_all("临时放假")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=80)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    if not Case.objects.exists():
        add_case_rows(add_units(options.units), options.cases, timezone.localdate())
    connection.force_debug_cursor = False
    result = {
        "database": f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}",
        "cases": Case.objects.count(),
        "open": Case.objects.pending().count(),
        "rounds": options.rounds,
        "load": round(os.getloadavg()[0], 1),
        "pages": pages(options.rounds),
        "clocks read, none moves": timed(lambda: renew_all("核对")),
        "clocks read, a holiday moves them": timed(a_holiday_more),
        "reminders": timed(remind),
        "reminders again": timed(remind),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
