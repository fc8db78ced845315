"""Scale of the admin: explorer, menu, choosers and inbox with 60 sites and 100,000 pages.

    DATABASE_URL=postgres://… python bench/admin_scale.py [--sites 60] [--pages 100000] [--rounds 7]

Fills an empty database (or goes on with one that this script filled), then asks each page through the whole request
stack as an editor of one unit, as an editor of all units, as a leader and as the centre. Prints JSON: the median and
the slowest of the rounds in seconds, the number of queries, and the same with Wagtail's own permission policy.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import AbstractPage, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from bench.article_rows import add_article_rows
from hub.indexing import indexed_together
from hub.models import User
from sites.organisation.enums import Office, UnitCategory
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.permissions import SubtreePermissionPolicy
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, appoint, centre_unit, portal_unit, staff

HOST = "portal.localhost"
BATCH = 5000
WAITING = 200


def fill(sites: int, pages: int) -> None:
    """Sites by `create_site`; their articles straight into the tables, in the shape that the system gives them."""
    create_site(portal_unit())
    head = centre_unit()
    appoint(head, Office.CENTRE_HEAD)
    everywhere = User.objects.create_user("everywhere", "everywhere@bench.localhost", "x")
    with indexed_together():
        for number in range(sites):
            unit = UnitFactory(code=f"bench{number}", category=UnitCategory.GOVERNMENT)
            create_site(unit)
            staff(unit)
            appoint(unit, Office.EDITOR, person=everywhere)
    columns = list(
        ColumnPage.objects.filter(slug__in=["activities", "notices", "documents"]).exclude(unit__code="portal-office")
    )
    each = pages // len(columns)
    for column in columns:
        add_articles(column, each)
    connection.cursor().execute("ANALYZE")


def add_articles(column: ColumnPage, count: int) -> None:
    author = User.objects.get(username=f"{column.unit.code}-editor")
    for start in range(0, count, BATCH):
        add_article_rows(column, start, min(BATCH, count - start), owner=author)


def submit_some() -> None:
    """Drafts under approval, so that inboxes and the centre's dashboard have something to show."""
    from tests.factories import draft

    for number in range(WAITING):
        unit = Unit.objects.get(code=f"bench{number % 4}")
        author = User.objects.get(username=f"{unit.code}-editor")
        page = draft(ColumnPage.objects.get(unit=unit, slug="activities"), author, title=f"待审批的第{number}篇")
        page.get_workflow().start(page, author)


def pages_to_ask() -> list[tuple[str, str, str]]:
    """(name, person, URL)."""
    column = ColumnPage.objects.get(unit__code="bench0", slug="activities")
    editor_pages = [
        ("dashboard and menu", "/admin/"),
        ("explorer, column", f"/admin/pages/{column.pk}/"),
        ("explorer, search", f"/admin/pages/{column.pk}/?q=99"),
        ("page chooser", "/admin/choose-page/"),
        ("page chooser, column", f"/admin/choose-page/{column.pk}/"),
        ("page chooser, search", "/admin/choose-page/search/?q=99"),
        ("image chooser", "/admin/images/chooser/"),
        ("document chooser", "/admin/documents/chooser/"),
        ("menu of pages (API)", f"/admin/api/main/pages/?child_of={column.get_parent().pk}&for_explorer=1"),
        ("site history report", "/admin/reports/site-history/"),
    ]
    asked = [(name, "bench0-editor", url) for name, url in editor_pages]
    asked += [(f"{name}, editor of all units", "everywhere", url) for name, url in editor_pages]
    asked += [(f"{name}, centre", "centre-centre_head", url) for name, url in editor_pages[:4]]
    asked.append(("inbox", "bench0-secrecy_reviewer", "/admin/inbox/"))
    asked.append(
        ("edit form", "bench0-editor", f"/admin/pages/{ArticlePage.objects.child_of(column).first().pk}/edit/")
    )
    return asked


class StockPolicy(PagePermissionPolicy):
    """Wagtail's own queries for what a person may see; the one question of ours that Wagtail's lacks is answered."""

    covers_all_pages = SubtreePermissionPolicy.covers_all_pages
    _paths_with = SubtreePermissionPolicy._paths_with


def count_queries(client: Client, url: str) -> int:
    counter = {"queries": 0}

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counter["queries"] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        client.get(url)
    return counter["queries"]


def timed(client: Client, url: str) -> float:
    start = time.perf_counter()
    client.get(url)
    return time.perf_counter() - start


def measure(rounds: int) -> list[dict[str, Any]]:
    """Every page `rounds` times with our policy and with Wagtail's in turn, so that a noisy machine is fair to both.

    The first, cold answer is not counted.
    """
    ours, stock = SubtreePermissionPolicy("wagtailcore.Page"), StockPolicy("wagtailcore.Page")
    results = []
    for name, username, url in pages_to_ask():
        client = Client(HTTP_HOST=HOST)
        client.force_login(User.objects.get(username=username), backend="sites.organisation.auth.AppointmentBackend")
        seconds: dict[str, list[float]] = {"ours": [], "stock": []}
        status = client.get(url).status_code
        queries = count_queries(client, url)
        for _ in range(rounds):
            for key, policy in (("stock", stock), ("ours", ours)):
                policy_registry.register(AbstractPage, policy)
                seconds[key].append(timed(client, url))
        median = statistics.median(seconds["ours"])
        results.append(
            {
                "page": name,
                "status": status,
                "queries": queries,
                "median_s": round(median, 3),
                "fastest_s": round(min(seconds["ours"]), 3),
                "slowest_s": round(max(seconds["ours"]), 3),
                "stock_policy_median_s": round(statistics.median(seconds["stock"]), 3),
                "stock_to_ours": round(statistics.median(seconds["stock"]) / median, 2),
            }
        )
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, default=60)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    if not Unit.objects.exists():
        fill(options.sites, options.pages)
        submit_some()
    filled = round(time.perf_counter() - start, 1)
    result = {
        "database": connection.vendor,
        "sites": options.sites,
        "pages": Page.objects.count(),
        "filled_in_s": filled,
        "results": measure(options.rounds),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
