"""Downloads of the admin run nothing in a spreadsheet: every one, with text that somebody made to."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db.models import F, Model, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import resolve
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from hub.models import AuditEvent, SignInRecord, User
from hub.spreadsheets import FORMULA, NUMBER
from inquiry.models.survey_answer import SurveyText
from opencat.models import CatalogueEntry
from search.models import QueryCount, Synonym
from sites.approval.models.ledger_entry import LedgerEntry
from sites.casework.models.case import Case
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from tests.factories import appoint, centre_unit, written_before
from tests.isolation.walk import addresses
from tests.isolation.world import World
from tests.story import browser_of

pytestmark = pytest.mark.django_db

# One text of each list that can be downloaded. The control character is what an XLSX file cannot hold.
HOSTILE: tuple[tuple[type[Model], str], ...] = (
    (Page, "title"), (Page, "draft_title"), (PageLogEntry, "label"), (ModelLogEntry, "label"), (Redirect, "old_path"),
    (LedgerEntry, "title"), (AuditEvent, "message"), (CatalogueEntry, "title"), (Synonym, "term"),
    (Unit, "name"), (QueryCount, "query"), (SignInRecord, "username"), (Case, "title"),
)  # fmt: skip
# Not even a superuser's: by appointment alone.
OFFICES = {
    "/admin/sign-in-record/": Office.SECURITY_OFFICER,
    "/admin/cases/": Office.CENTRE_HEAD,
    "/admin/disclosure-register/": Office.CENTRE_HEAD,
}
# What people said to one consultation or survey: encrypted, so no statement of SQL makes it hostile.
OF_ONE = {
    "admin/consultations/<int:consultation_id>/export/",
    "admin/surveys/<int:pk>/export/<str:file_format>/",
}
BEGINNINGS = ("=", "　＋", "@\x0b")


def exports() -> Iterator[tuple[str, str]]:
    """(address, format) of each list of the admin that hands out a table."""
    for route in sorted({each.route for each in addresses() if not each.parameters}):
        found = resolve(f"/{route}")
        view = getattr(found.func, "view_class", None)
        if view is None or not issubclass(view, SpreadsheetExportMixin):
            continue
        if getattr(found.func, "view_initkwargs", {}).get("list_export", view.list_export):
            yield from ((f"/{route}?export={form}", form) for form in SpreadsheetExportMixin.FORMATS)
    for form in ("csv", "xlsx"):
        yield f"/admin/coverage/export/{form}/", form
        yield f"/admin/cases/export/{form}/?part=all", form
        yield f"/admin/disclosure-register/export/{form}/", form
    yield "/admin/search-usage/export/", "csv"


EXPORTS = list(exports())


def cells_of(client: Client, address: str, form: str) -> list[Any]:
    response = client.get(address)
    assert response.status_code == 200, address
    content = response.getvalue()
    if form == "csv":
        assert content.startswith(b"\xef\xbb\xbf"), f"{address}: spreadsheets need the mark to read Chinese"
        return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    sheet = load_workbook(io.BytesIO(content)).active
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n", "d", "inlineStr", "b"}
    return [cell.value for row in sheet.rows for cell in row]


def holder(office: Office) -> User:
    """Who has an office of the centre in this world, or now gets it."""
    held = Appointment.objects.current().of_offices([office]).filter(unit=centre_unit()).first()
    return held.person if held else appoint(centre_unit(), office)


def test_the_walk_finds_the_lists_that_are_downloaded() -> None:
    found = {address for address, _form in EXPORTS}
    assert {"/admin/redirects/?export=csv", "/admin/reports/site-history/?export=xlsx"} <= found
    assert len(found) > 30
    routes = {each.route for each in addresses() if "export" in each.route}
    assert routes == {
        "admin/coverage/export/<str:file_format>/",
        "admin/cases/export/<str:file_format>/",
        "admin/disclosure-register/export/<str:file_format>/",
        "admin/search-usage/export/",
        *OF_ONE,
    }, "others are walked too"


def test_no_view_writes_its_cells_by_itself() -> None:
    """What is guarded is the class that all of them share."""
    guarded = {"preprocess_field_value", "get_heading", "stream_csv", "write_csv_row", "generate_xlsx_row"}
    views, waiting = set(), [SpreadsheetExportMixin]
    while waiting:
        waiting += (below := waiting.pop().__subclasses__())
        views |= set(below)
    assert len(views) > 15
    assert {view.__name__: guarded & set(vars(view)) for view in views if guarded & set(vars(view))} == {}


def test_no_download_runs_a_formula(world: World) -> None:
    client = browser_of(world.superuser)
    officers = {start: browser_of(holder(office)) for start, office in OFFICES.items()}
    Page.objects.filter(pk=world.channel.article.pk).update(locked=True)
    Case.objects.filter(pk=world.channel.case.pk).update(kind="disclosure")
    left = {address for address, _form in EXPORTS}
    for beginning in BEGINNINGS:
        for model, name in HOSTILE:
            written_before(model._base_manager.all(), **{name: Concat(Value(beginning), F(name))})
    for address, form in EXPORTS:
        reader = next((each for start, each in officers.items() if address.startswith(start)), client)
        texts = [cell for cell in cells_of(reader, address, form) if isinstance(cell, str)]
        assert [cell for cell in texts if FORMULA.match(cell) and not NUMBER.fullmatch(cell)] == [], address
        if any(cell.startswith("'@") for cell in texts):
            left.remove(address)
    assert left == set(), "no hostile row reached these; add a text of theirs to HOSTILE"


def test_no_download_of_what_people_said_runs_a_formula(world: World) -> None:
    own = world.channel
    reader = browser_of(own.people[Office.EDITOR])
    said = (own.comment, SurveyText.objects.get(answer__survey=own.survey))
    comments, surveys = (
        f"/admin/consultations/{own.comment.consultation_id}/export/",
        f"/admin/surveys/{own.survey.pk}/export/",
    )
    for beginning in BEGINNINGS:
        for row in said:
            row.text = f"{beginning.strip(chr(11))}SUM(1)"  # a control character is refused before
            row.save()
        for address, form in ((comments, "xlsx"), (f"{surveys}csv/", "csv"), (f"{surveys}xlsx/", "xlsx")):
            texts = [cell for cell in cells_of(reader, address, form) if isinstance(cell, str)]
            assert [cell for cell in texts if FORMULA.match(cell) and not NUMBER.fullmatch(cell)] == [], address
            assert any("SUM(1)" in cell for cell in texts), address


@pytest.mark.parametrize(("value", "form"), [*product([-3, -1.5, None], SpreadsheetExportMixin.FORMATS)])
def test_numbers_stay_numbers(value: object, form: str) -> None:
    assert SpreadsheetExportMixin().preprocess_field_value("count", value, form) is value
