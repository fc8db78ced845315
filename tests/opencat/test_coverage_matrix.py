"""What the matrix counts, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, Page

from hub.models import LegalTerm, User
from opencat.coverage.matrix import Cell, load_matrix
from opencat.enums import CoverageState as State
from opencat.enums import ExemptionStatus
from opencat.models import CatalogueEntry, Category, CoverageExemption
from sites.organisation.enums import Office
from sites.organisation.models.delegation import Delegation
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.leader_page import LeaderPage
from tests.factories import UnitFactory, UserFactory, appoint, column_of, draft, published
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db


def cell_of(staffed: Staffed, code: str, today: date | None = None) -> Cell:
    (row,) = load_matrix({staffed.unit.pk}, today).rows
    cell = row.cell(code)
    assert cell is not None
    return cell


def test_the_portal_has_ten_categories_and_all_others_six(portal: Staffed, bureau: Staffed) -> None:
    columns = {row.unit.code: [cell.category.code for cell in row.cells] for row in load_matrix().rows}
    assert columns["portal-office"] == [f"14{number:02}" for number in range(1, 11)]
    assert columns["jyj"] == [f"15{number:02}" for number in range(1, 7)]


def test_a_unit_without_a_site_is_not_asked_for_anything(bureau: Staffed) -> None:
    UnitFactory(code="nosite")
    assert "nosite" not in {row.unit.code for row in load_matrix().rows}


def test_counts_dates_and_states_follow_publication(bureau: Staffed) -> None:
    assert cell_of(bureau, "150501").state == State.EMPTY
    published(bureau.column, written_on=timezone.localdate())
    today = timezone.localdate()
    cell = cell_of(bureau, "150501")
    assert (cell.count, cell.latest, cell.state) == (1, today, State.FRESH)
    assert cell.limit is not None
    assert cell.limit.due.on == today + timedelta(days=14)
    assert cell_of(bureau, "150501", today + timedelta(days=12)).state == State.DUE_SOON
    assert cell_of(bureau, "150501", today + timedelta(days=15)).state == State.OVERDUE
    assert cell_of(bureau, "150301").state == State.EMPTY


def test_a_whole_counts_its_parts_and_is_as_bad_as_the_worst(bureau: Staffed) -> None:
    published(bureau.column)
    published(column_of(bureau.site, "news/notices"))
    whole = cell_of(bureau, "1505")
    assert (whole.count, whole.state) == (2, State.EMPTY)


def test_what_was_taken_down_does_not_count(bureau: Staffed) -> None:
    published(bureau.column).unpublish()
    assert cell_of(bureau, "150501").state == State.EMPTY


def test_drafts_overdue_and_documents_published_late(bureau: Staffed) -> None:
    today = timezone.localdate()
    draft(bureau.column, bureau.editor, written_on=today - timedelta(days=60))
    published(bureau.column, title="迟发", written_on=today - timedelta(days=60))
    published(bureau.column, title="按时", written_on=today)
    cell = cell_of(bureau, "150501")
    assert (cell.drafts_overdue, cell.late, cell.count) == (1, 1, 2)
    assert cell_of(bureau, "1505").drafts_overdue == 1


def test_what_was_late_last_year_is_no_longer_counted(bureau: Staffed) -> None:
    today = timezone.localdate()
    published(bureau.column, written_on=today - timedelta(days=60))
    assert cell_of(bureau, "150501", date(today.year + 1, 2, 1)).late == 0


def test_a_term_older_than_the_newest_document_runs_from_its_first_day(bureau: Staffed) -> None:
    published(bureau.column)
    CatalogueEntry.objects.update(published_on=date(2015, 1, 1))
    limit = cell_of(bureau, "150501").limit
    assert limit is not None
    assert (limit.start, limit.due.on) == (date(2019, 4, 1), date(2019, 4, 15))


def test_another_term_is_another_limit(bureau: Staffed) -> None:
    published(bureau.column)
    today = timezone.localdate()
    LegalTerm.objects.filter(code="update_news").update(days=30)
    limit = cell_of(bureau, "150501").limit
    assert limit is not None
    assert limit.due.on == today + timedelta(days=30)


def test_what_does_not_apply_is_left_out(bureau: Staffed) -> None:
    published(bureau.column)
    for code in ("150502", "150503", "150504", "150505"):
        exempt(bureau, code)
    assert cell_of(bureau, "1505").state == State.FRESH
    assert cell_of(bureau, "150502").state == State.NOT_APPLICABLE
    exempt(bureau, "1502")
    assert cell_of(bureau, "150201").state == State.NOT_APPLICABLE
    assert cell_of(bureau, "1502").state == State.NOT_APPLICABLE


def exempt(staffed: Staffed, code: str) -> CoverageExemption:
    return CoverageExemption.objects.create(
        unit=staffed.unit,
        category=Category.objects.get(code=code),
        reason="没有这项职能",
        status=ExemptionStatus.APPROVED,
        proposed_by=staffed.editor,
    )


def test_a_retired_part_is_no_column_and_its_documents_still_count(bureau: Staffed) -> None:
    published(bureau.column)
    Category.objects.filter(code="150501").update(retired_on=timezone.localdate())
    (row,) = load_matrix({bureau.unit.pk}).rows
    assert row.cell("150501") is None
    whole = row.cell("1505")
    assert whole is not None
    assert (whole.count, row.unclassified) == (1, 0)


def test_who_answers_is_who_holds_the_office_today(bureau: Staffed) -> None:
    deputy = appoint(bureau.unit, Office.SECURITY_OFFICER, person=UserFactory(last_name="代", first_name="理人"))
    leading = bureau.leader.appointments.get()
    today = timezone.localdate()
    Delegation.objects.create(appointment=leading, delegate=deputy, starts_on=today, ends_on=today)
    appoint(bureau.unit, Office.INFORMATION_OFFICER, ends_on=today - timedelta(days=1))
    (row,) = load_matrix({bureau.unit.pk}).rows
    assert row.answering.leaders == f"{bureau.leader}（代理人代理）"
    assert row.answering.officers == ""
    assert {person.pk for person in row.answering.people} == {bureau.leader.pk, deputy.pk}


def light_units(number: int) -> set[int]:
    """Keys of new units with a site in the tables only: nobody opens them."""
    home, keys = Page.get_first_root_node(), set()
    for count in range(number):
        unit = UnitFactory(code=f"light{UserFactory().pk}-{count}")
        page = home.add_child(instance=Page(title=unit.name, slug=unit.code, live=False))
        collection = Collection.get_first_root_node().add_child(name=unit.code)
        UnitSite.objects.create(
            unit=unit, home=page, collection=collection, writers=Group.objects.create(name=unit.code)
        )
        appoint(unit, Office.SUPERVISING_LEADER)
        for category in Category.objects.filter(code__in=["150301", "150501"]):
            CatalogueEntry.objects.create(
                unit=unit,
                category=category,
                title=unit.name,
                written_on=date(2026, 1, 5),
                year=2026,
                is_public=True,
                published_on=date(2026, 1, 5),
            )
        keys.add(unit.pk)
    return keys


def test_the_number_of_queries_does_not_grow_with_the_units(portal: Staffed) -> None:
    counts = []
    light: set[int] = set()
    load_matrix()  # looks up content types that an earlier test made Django forget
    for more in (10, 90):
        light |= light_units(more)
        with CaptureQueriesContext(connection) as queries:
            rows = [row for row in load_matrix().rows if row.unit.pk in light]
        counts.append(len(queries))
        cells = [row.cell("150501") for row in rows]
        assert [cell.count for cell in cells if cell] == [1] * len(rows)
    assert len(rows) == 100
    assert counts[0] == counts[1] <= 11


def test_the_page_costs_the_same_for_any_number_of_units(
    centre: dict[Office, User], login: Callable[[User], Any]
) -> None:
    client = login(centre[Office.CENTRE_HEAD])
    client.get("/admin/coverage/")
    counts = []
    for more in (10, 90):
        light_units(more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/coverage/?open=1505").status_code == 200
        counts.append(len(queries))
    assert 10 < counts[0] == counts[1]


def test_profiles_of_leaders_are_counted_though_they_are_no_articles(portal: Staffed, bureau: Staffed) -> None:
    assert cell_of(portal, "140103").state == State.EMPTY
    for staffed, path in ((portal, "overview/leaders"), (bureau, "organisation/leaders")):
        published(column_of(staffed.site, path), LeaderPage(title="张某（虚构）", position="局长"))
    assert cell_of(portal, "140103").state == State.FRESH
    assert (cell_of(bureau, "150102").count, cell_of(bureau, "150102").state) == (1, State.FRESH)
