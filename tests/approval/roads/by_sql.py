"""What somebody does who has the database, or the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from sites.approval.models.ledger_entry import LedgerEntry
from sites.pages.models.column_page import ColumnPage
from tests.approval.roads.world import RoadWorld

Road = Callable[[RoadWorld], Any]


def _sql(statement: str, *names: str) -> Road:
    """`names`: of the world, whose keys the statement takes."""

    def _run(world: RoadWorld) -> None:
        keys = [getattr(getattr(world, name), "pk", None) for name in names]
        with connection.cursor() as cursor:
            cursor.execute(statement, keys)

    return _run


def _other_unit(world: RoadWorld) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pages_articlepage SET unit_id = %s WHERE page_ptr_id = %s", [world.b.unit.pk, world.public.pk]
        )


def _exchange_places(world: RoadWorld) -> None:
    first, second = ColumnPage.objects.child_of(world.a.column.get_parent()).order_by("path")[:2]
    for key, path in ((first.pk, "x"), (second.pk, first.path), (first.pk, second.path)):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wagtailcore_page SET path = %s WHERE id = %s", [path, key])


def _bytes(world: RoadWorld) -> None:
    path = Path(world.file.file.path)
    kept = path.read_bytes()
    path.write_bytes(b"%PDF-1.4 something else")
    world.restore = lambda: path.write_bytes(kept)  # type: ignore[attr-defined]


def _last_row(world: RoadWorld) -> None:
    with connection.cursor() as cursor:
        last = LedgerEntry.objects.latest("serial").serial
        cursor.execute("DELETE FROM approval_ledgerentry WHERE serial = %s", [last])


PAGE = "UPDATE wagtailcore_page SET {} WHERE id = %s"
ROADS: dict[str, Road] = {
    "title": _sql(PAGE.format("title = 'x'"), "public"),
    "live = false": _sql(PAGE.format("live = false"), "public"),
    "live = true of a draft": _sql(PAGE.format("live = true"), "draft"),
    "live = true of what waits": _sql(PAGE.format("live = true"), "waiting"),
    "url_path": _sql(PAGE.format("url_path = '/elsewhere/'"), "public"),
    "slug": _sql(PAGE.format("slug = 'another'"), "public"),
    "places of two columns": _exchange_places,
    "decision on a relation": _sql("UPDATE approval_removalrequest SET status = 'approved' WHERE kind = 'restate'"),
    "validity of a document of B": _sql(
        "UPDATE pages_articlepage SET validity = 'abolished' WHERE page_ptr_id = %s", "foreign"
    ),
    "summary": _sql("UPDATE pages_articlepage SET summary = 'x' WHERE page_ptr_id = %s", "public"),
    "source": _sql("UPDATE pages_articlepage SET source = 'x' WHERE page_ptr_id = %s", "public"),
    "published_at": _sql(
        "UPDATE pages_articlepage SET published_at = '2020-01-01 00:00:00' WHERE page_ptr_id = %s", "public"
    ),
    "index_number": _sql("UPDATE pages_articlepage SET index_number = 'X' WHERE page_ptr_id = %s", "public"),
    "unit": _other_unit,
    "source and digest": _sql(
        "UPDATE pages_articlepage SET source = 'x', live_digest = '' WHERE page_ptr_id = %s", "public"
    ),
    "cover taken off": _sql("UPDATE pages_articlepage SET cover_id = NULL WHERE page_ptr_id = %s", "public"),
    "title of the attachment": _sql("UPDATE hub_groupdocument SET title = 'x' WHERE id = %s", "file"),
    "hash of the attachment": _sql("UPDATE hub_groupdocument SET file_hash = 'x' WHERE id = %s", "file"),
    "bytes of the attachment": _bytes,
    "title of the picture": _sql("UPDATE hub_groupimage SET title = 'x' WHERE id = %s", "cover"),
    "attachment taken off": _sql("DELETE FROM pages_articleattachment WHERE page_id = %s", "public"),
    "name of a keyword": _sql("UPDATE taggit_tag SET name = 'x'"),
    "partner link": _sql("UPDATE pages_partnerlink SET address = 'https://example.com/'"),
    "partner link deleted": _sql("DELETE FROM pages_partnerlink"),
    "telephone of a unit": _sql("UPDATE organisation_unit SET telephone = '1'"),
    "code of a site": _sql("UPDATE organisation_unitsite SET identification_code = '1'"),
    "text of a category": _sql("UPDATE opencat_category SET description = 'x'"),
    "a synonym": _sql("UPDATE search_synonym SET is_mutual = NOT is_mutual"),
    "a redirect": _sql(
        "INSERT INTO wagtailredirects_redirect (old_path, is_permanent, redirect_link, automatically_created,"
        " redirect_page_route_path) VALUES ('/x', true, 'https://example.com/', true, '')"
    ),
    "a trusted host": _sql("INSERT INTO pages_trustedhost (host, note) VALUES ('example.com', '')"),
    "a holiday": _sql("UPDATE hub_calendarday SET name = 'x'"),
    "a legal term": _sql("UPDATE hub_legalterm SET days = days + 1"),
    "theme of an interview": _sql("UPDATE inquiry_interview SET title = 'x' WHERE id = %s", "interview"),
    "row of the ledger changed": _sql("UPDATE approval_ledgerentry SET actor_name = 'x' WHERE serial = 2"),
    "row of the ledger deleted": _sql("DELETE FROM approval_ledgerentry WHERE serial = 2"),
    "last row of the ledger deleted": _last_row,
    "end of the ledger rewound": _sql("UPDATE approval_ledgerhead SET serial = serial - 1"),
}
