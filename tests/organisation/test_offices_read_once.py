"""A page that is only read asks for a person's offices once, and the next page asks again."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sites.organisation.capacity import offices_held, offices_read_once, units_of
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from tests.staffed import Staffed
from tests.story import browser_of


def about_offices(queries: list[dict[str, Any]]) -> list[str]:
    return [each["sql"] for each in queries if 'FROM "organisation_appointment"' in each["sql"]]


def test_a_page_of_the_admin_asks_a_few_times(bureau: Staffed) -> None:
    browser = browser_of(bureau.editor)
    browser.get(reverse("wagtailadmin_home"))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(reverse("wagtailadmin_home")).status_code == 200
    assert len(about_offices(captured.captured_queries)) <= 6


def test_an_office_that_ends_is_gone_from_the_next_page(bureau: Staffed) -> None:
    browser, url = browser_of(bureau.editor), reverse("tree:index")
    assert browser.get(url).status_code == 200
    Appointment.objects.filter(person=bureau.editor).delete()
    assert browser.get(url).status_code == 302


def test_elsewhere_every_question_is_asked(bureau: Staffed) -> None:
    assert {held.office for held in offices_held(bureau.editor)} == {Office.EDITOR}
    assert units_of(bureau.editor, [Office.EDITOR]) == {bureau.unit.pk}
    with offices_read_once():
        offices_held(bureau.editor)
        Appointment.objects.filter(person=bureau.editor).delete()
        assert units_of(bureau.editor, [Office.EDITOR]) == {bureau.unit.pk}
        assert units_of(bureau.leader, [Office.SUPERVISING_LEADER]) == {bureau.unit.pk}
    assert not offices_held(bureau.editor)
