"""How long it takes to open sites on an empty SQLite database. Prints JSON. Usage: provisioning.py [number of sites]"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITES = int(sys.argv[1]) if len(sys.argv) > 1 else 100


def main(folder: str) -> None:
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    sys.path.insert(0, str(ROOT))

    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from wagtail.models import Page

    from sites.organisation.enums import UnitCategory
    from sites.organisation.models.unit import Unit
    from sites.pages.provisioning.actions import create_site

    call_command("migrate", verbosity=0, interactive=False)
    connection.force_debug_cursor = True  # counts queries
    kinds = (UnitCategory.TOWN, UnitCategory.GOVERNMENT, UnitCategory.PARTY)
    units = [Unit(code="portal-office", name="门户", short_name="门户", category=UnitCategory.PORTAL)]
    units += [
        Unit(code=f"unit{number}", name=f"单位{number}", short_name="单位", category=kinds[number % len(kinds)])
        for number in range(SITES - 1)
    ]
    for unit in units:
        unit.save()

    begin = time.perf_counter()
    seconds, queries = [], []
    for number, unit in enumerate(units):
        connection.queries_log.clear()
        before = time.perf_counter()
        create_site(unit, channel=number % 4 == 3)
        seconds.append(time.perf_counter() - before)
        queries.append(len(connection.queries_log))
    total = time.perf_counter() - begin
    again = time.perf_counter()
    create_site(units[-1])
    figures = {
        "sites": len(units),
        "pages": Page.objects.filter(depth__gt=1).count(),
        "seconds": round(total, 2),
        "seconds_per_site": round(total / len(units), 3),
        "queries_of_the_portal": queries[0],
        "queries_of_a_site": max(queries[1:], default=0),
        "slowest_site": round(max(seconds), 3),
        "seconds_of_a_second_call": round(time.perf_counter() - again, 3),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(folder)
