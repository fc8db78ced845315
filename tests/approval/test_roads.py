"""The table of roads to the public (docs/roads.md), played: by people in the admin, by scripts, by SQL and on the disk.

What a road came to is measured, not said: whether anything that the public reads is different, whether the verification
names it, whether somebody else's decision waits.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page

from sites.approval.chain import broken_links
from sites.approval.shown_files import FileInUse
from sites.approval.verification import Verification
from tests.approval.roads import by_http, by_script, by_sql
from tests.approval.roads.world import RoadWorld, road_world, the_record, what_is_public, what_waits
from tests.visits import document, image

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).resolve().parents[2] / "docs" / "roads.md"
ROW = re.compile(r"^\| (?P<road>[^|]+) \| (?P<role>[^|]+) \| (?P<outcome>[^|]+) \| (?P<article>[^|]+) \|$")
AT_ONCE = 25  # roads that one test plays: workers share the table
TITLES = ("In the admin", "In the shell", "In the database and on the disk")
REFUSALS = (PermissionDenied, ValidationError, FileInUse, IntegrityError)
__all__ = ["road_world"]


class Row(NamedTuple):
    road: str
    role: str
    outcome: str
    article: str


def rows(title: str) -> list[Row]:
    part = TABLE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    found = [ROW.match(line) for line in part.splitlines()]
    table = [Row(*(cell.strip("` ") for cell in match.groups())) for match in found if match]
    return [row for row in table if row.road not in ("Road", "---")]


def outcome_of(world: RoadWorld, row: Row) -> str:
    """`public`: the public reads something else, and everything is in order. `found`: something else, and it is named;
    or the record is not what it was. `waits`: nothing else, and somebody has to decide. `refused`: nothing else."""
    before, waited, record = what_is_public(world), what_waits(), list(the_record())
    sid = transaction.savepoint()
    try:
        try:
            with transaction.atomic():
                _take(world, row)
        except REFUSALS:
            pass
        changed = what_is_public(world) != before
        kept = list(the_record())[: len(record)] == record
        if changed or not kept or row.role == "sql":
            named = [*broken_links(), *Verification().findings()]
            if named:
                return "found"
            return "public" if changed else "refused"
        return "waits" if what_waits() > waited else "refused"
    finally:
        transaction.savepoint_rollback(sid)
        getattr(world, "restore", lambda: None)()


def _take(world: RoadWorld, row: Row) -> None:
    if row.role == "script":
        by_script.ROADS[row.road](world)
    elif row.role == "sql":
        by_sql.ROADS[row.road](world)
    else:
        by_http.ROADS[row.road](world, world.browser(row.role))


PARTS = [(title, begin) for title in TITLES for begin in range(0, len(rows(title)), AT_ONCE)]


@pytest.mark.parametrize(("title", "begin"), PARTS)
def test_each_road_comes_to_what_the_table_says(road_world: RoadWorld, title: str, begin: int) -> None:
    wrong = {}
    for row in rows(title)[begin : begin + AT_ONCE]:
        if (got := outcome_of(road_world, row)) != row.outcome:
            wrong[f"{row.road}, {row.role}"] = f"{got}, the table says {row.outcome}"
    assert wrong == {}


@pytest.mark.parametrize("road", [name for name in by_http.ROADS if "attachment" in name or "picture" in name])
def test_the_same_form_changes_a_file_that_nothing_shows(road_world: RoadWorld, road: str) -> None:
    """Else a refusal would say nothing: the form might lack something."""
    road_world.file, road_world.cover = document(road_world.a, "没有用到.pdf"), image(road_world.a, "没有用到")
    before = what_is_public(road_world)
    by_http.ROADS[road](road_world, road_world.browser("editor"))
    assert what_is_public(road_world) != before


@pytest.mark.parametrize("road", ["moves the live page within its site", "deletes the live page"])
def test_the_same_request_moves_or_deletes_a_draft(road_world: RoadWorld, road: str) -> None:
    road_world.public, before = road_world.draft, road_world.draft.path
    by_http.ROADS[road](road_world, road_world.browser("editor"))
    assert not Page.objects.filter(path=before).exists()


def test_every_road_stands_in_the_table_and_there_are_a_hundred() -> None:
    admin, shell, database = (
        rows(title) for title in ("In the admin", "In the shell", "In the database and on the disk")
    )
    assert {row.road for row in admin} == set(by_http.ROADS)
    assert {row.road for row in shell} == set(by_script.ROADS)
    assert {row.road for row in database} == set(by_sql.ROADS)
    table = admin + shell + database
    assert max(Counter((row.road, row.role) for row in table).values()) == 1
    assert len(table) >= 100
    assert {row.outcome for row in table} == {"public", "waits", "refused", "found"}


def test_nobody_gets_anything_to_the_public_alone() -> None:
    """But by the office that the table names, after the others."""
    alone = {(row.road, row.role) for title in ("In the admin", "In the shell") for row in rows(title)
             if row.outcome == "public"}  # fmt: skip
    assert alone <= {
        ("approves in the inbox", "leader"),
        ("decides that the live page is taken down", "leader"),
        ("decides that the live page is taken down", "principal"),
        ("decides that A's document abolishes one of B", "leader of B"),
        ("puts a public column first", "leader"),
        ("enters a holiday", "centre editor"),
        ("says yes to a file of the centre for A", "leader"),
        ("says yes to a file of the centre for A", "principal"),
    }
