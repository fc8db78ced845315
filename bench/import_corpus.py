"""Imports a whole file twice into a database of its own: CORPUS=… [DATABASE_URL=…] python bench/import_corpus.py

Prints JSON: seconds and rows per second of the import and of the second run that skips everything; "processor seconds"
are this process alone, without the database server and without waiting for other work on the machine. The database is
made for the run and removed afterwards (PostgreSQL: the user needs the right to create one). --profile shows where
the time goes.
"""

from __future__ import annotations

import cProfile
import json
import os
import pstats
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")


def main(path: Path, *, profile: bool) -> dict[str, object]:
    django.setup()
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        original = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0)
        try:
            return _measure(path, profile=profile)
        finally:
            connection.creation.destroy_test_db(original, verbosity=0)


def _measure(path: Path, *, profile: bool) -> dict[str, object]:
    from django.db import connection

    from sites.approval.chain import broken_links
    from sites.approval.digest import content_digest
    from sites.pages.models.article_page import ArticlePage

    column = portal_column()
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    first = _import(path, column)
    profiler.disable()
    second = _import(path, column)
    if profile:
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumulative").print_stats(60)
    version = ".".join(map(str, connection.get_database_version()))
    different = sum(page.live_digest != content_digest(page) for page in ArticlePage.objects.iterator())
    return {
        "database": f"{connection.vendor} {version}",
        "import": first,
        "second run": second,
        "load average": round(os.getloadavg()[0], 1),
        "articles": ArticlePage.objects.live().count(),
        "ledger faults": len(list(broken_links())),
        "digests that differ": different,
    }


def portal_column() -> object:
    from django.conf import settings
    from django.contrib.auth import get_user_model

    from sites.organisation.enums import Office, UnitCategory
    from sites.organisation.models.appointment import Appointment
    from sites.organisation.models.unit import Unit
    from sites.pages.provisioning.actions import create_site

    portal = Unit.objects.create(name="门户（测试）", short_name="门户", code="portal", category=UnitCategory.PORTAL)
    centre = Unit.objects.create(
        name="中心（测试）", short_name="中心", code=settings.CENTRE_UNIT_CODE, category=UnitCategory.GOVERNMENT
    )
    head = get_user_model().objects.create(username="head")
    create_site(portal)
    leader = get_user_model().objects.create(username="leader")
    Appointment.objects.create(person=head, unit=centre, office=Office.CENTRE_HEAD)
    Appointment.objects.create(person=leader, unit=portal, office=Office.SUPERVISING_LEADER)
    from sites.importing.target import find_column

    return find_column("portal/disclosure/normative-documents")


def import_file(path: Path, column: Any) -> Any:
    """Rehearsed, agreed to, imported; of a file that changes nothing the rehearsal alone."""
    from sites.approval.batches import decide_batch, leaders_of
    from sites.approval.operators import find_operator
    from sites.importing.batches import prepare_batch, run_batch
    from sites.importing.report import Report
    from sites.importing.source import ARTICLES

    report = Report(None)
    batch = prepare_batch(path, path.name, ARTICLES, {}, column, find_operator("head"), report)
    if batch is not None:
        report = Report(None)
        run_batch(decide_batch(batch, leaders_of(batch)[0], approve=True, seen=batch.digest), report)
    return report.summary


def _import(path: Path, column: object) -> dict[str, float]:
    began, busy = time.perf_counter(), time.process_time()
    summary = import_file(path, column)
    seconds = time.perf_counter() - began
    return {
        "seconds": round(seconds, 1),
        "processor seconds": round(time.process_time() - busy, 1),
        "rows per second": round(summary.total / seconds, 1),
        "created": summary.created,
        "unchanged": summary.unchanged,
        "failed": summary.failed,
    }


if __name__ == "__main__":
    corpus = os.environ.get("CORPUS")
    if not corpus:
        raise SystemExit("Name the file with CORPUS=…")
    print(json.dumps(main(Path(corpus), profile="--profile" in sys.argv), ensure_ascii=False, indent=2))
