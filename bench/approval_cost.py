"""What approving costs: the inbox with 50 waiting, opening one of them, and the last step, which publishes.

    python bench/approval_cost.py [--waiting 50] [--rounds 7] [--before TREE]

In a SQLite file in a folder made for the run. Prints JSON: of each, the number of queries and the median of this
process's own time in milliseconds. `--before` names a work tree of an older version: the same is done with it in the
same run, and the ratios are printed as well.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, os.environ.get("BENCH_TREE") or str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
SCRATCH = tempfile.TemporaryDirectory(prefix="approval-")
os.environ["DATABASE_URL"] = f"sqlite:///{SCRATCH.name}/approval.sqlite3"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from hub.models import User
from sites.organisation.enums import Office, UnitCategory
from sites.pages.models.column_page import ColumnPage
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, appoint, draft, portal_unit
from tests.story import approve, browser_of, send, waiting_step

BODY = [{"type": "paragraph", "value": f"<p>{'会议部署了开学前的安全检查。' * 20}</p>"} for _ in range(8)]
OFFICES = (Office.EDITOR, Office.SECRECY_REVIEWER, Office.SUPERVISING_LEADER)


def fill(waiting: int, rounds: int) -> tuple[dict[Office, User], list[Any]]:
    """A unit whose leader has `waiting` articles in the inbox, and some more to be published."""
    create_site(portal_unit())
    unit = UnitFactory(code="bench", category=UnitCategory.GOVERNMENT)
    create_site(unit)
    people = {office: appoint(unit, office) for office in OFFICES}
    column = ColumnPage.objects.get(unit=unit, slug="activities")
    pages = []
    for number in range(waiting + rounds + 1):
        page = draft(column, people[Office.EDITOR], title=f"第{number}篇", body=BODY)
        send(people[Office.EDITOR], page)
        approve(page, [people[Office.SECRECY_REVIEWER]])
        pages.append(page)
    return people, pages


def measured(work: Callable[[int], Any], rounds: int) -> dict[str, Any]:
    """The first, cold time is not counted."""
    queries: list[int] = []
    seconds = []

    def counted(execute: Any, *args: Any) -> Any:
        queries[-1] += 1
        return execute(*args)

    with connection.execute_wrapper(counted):
        for number in range(rounds + 1):
            queries.append(0)
            began = time.process_time()
            work(number)
            seconds.append(time.process_time() - began)
    return {"queries": queries[-1], "processor_ms": round(1000 * statistics.median(seconds[1:]), 1)}


def asked(client: Client, url: str) -> None:
    status = client.get(url).status_code
    if status != 200:
        raise SystemExit(f"{url}: {status}")


def of_before(tree: Path, waiting: int, rounds: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--waiting", str(waiting), "--rounds", str(rounds)]
    environment = {**os.environ, "BENCH_TREE": str(tree)}
    ran = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)["results"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--waiting", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--before", type=Path)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    people, pages = fill(options.waiting, options.rounds)
    leader = people[Office.SUPERVISING_LEADER]
    client = browser_of(leader)
    opened = reverse("inbox:item", args=[waiting_step(pages[0]).pk])
    results = {
        "publish": measured(lambda number: approve(pages[-1 - number], [leader]), options.rounds),
        "inbox": measured(lambda number: asked(client, reverse("inbox:index")), options.rounds),
        "open one": measured(lambda number: asked(client, opened), options.rounds),
    }
    figures: dict[str, Any] = {"database": connection.vendor, "waiting": options.waiting, "results": results}
    if options.before:
        figures["before"] = of_before(options.before, options.waiting, options.rounds)
        figures["ratios"] = {
            name: {key: round(value / figures["before"][name][key], 2) for key, value in row.items()}
            for name, row in results.items()
        }
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
