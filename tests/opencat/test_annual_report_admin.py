"""The admin page 公开年报和指南: who sees which units, what the buttons do, what it costs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from opencat.annual_report import national_form as form
from opencat.annual_report.figures import known_tables
from opencat.annual_report.overview import rows_for
from opencat.annual_report.reports import report_of
from sites.pages.models.article_page import ArticlePage
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, opener
from tests.opencat.reporting import TODAY, YEAR, figures, normative, report
from tests.staffed import Staffed
from tests.story import browser_of, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _january() -> Any:
    with time_machine.travel("2026-01-12 10:00+08:00", tick=False):
        yield


def index(person: Any, year: int = YEAR) -> Any:
    return browser_of(person).get(reverse("annual_report:index"), {"year": year})


def test_an_editor_makes_and_renews_in_the_admin(bureau: Staffed) -> None:
    browser = browser_of(bureau.editor)
    assert "编制 2025 年年报" in index(bureau.editor).content.decode()
    response = browser.post(reverse("annual_report:make_report", args=[bureau.unit.pk, YEAR]))
    page = report_of(bureau.unit, YEAR)
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = browser.post(reverse("annual_report:renew", args=[bureau.unit.pk, YEAR]), {"fill_zeros": "on"})
    assert "数字已更新" in said(response)[-1]
    assert figures(page, form.DISCLOSED)["fees"] == "0"
    shown = index(bureau.editor).content.decode()
    assert "草稿" in shown
    assert "应于 2026-01-31 前公开" in shown


def test_the_page_says_what_is_late(bureau: Staffed) -> None:
    with time_machine.travel("2026-02-02 10:00+08:00", tick=False):
        assert "已逾期" in index(bureau.editor).content.decode()


def test_renewing_what_is_not_there_is_said(bureau: Staffed) -> None:
    response = browser_of(bureau.editor).post(reverse("annual_report:renew", args=[bureau.unit.pk, YEAR]))
    assert said(response) == [f"{bureau.unit.short_name}还没有 2025 年的年报。"]


def test_each_sees_the_units_they_write_for(bureau: Staffed, other_bureau: Staffed, centre: dict[Any, Any]) -> None:
    own = index(bureau.editor).content.decode()
    assert "兴宁市教育局" in own
    assert "兴宁市财政局" not in own
    everything = index(next(iter(centre.values()))).content.decode()
    assert "兴宁市教育局" in everything
    assert "兴宁市财政局" in everything


@pytest.mark.parametrize("office", ["reviewer", "leader"])
def test_who_only_approves_does_not_make_reports(bureau: Staffed, office: str) -> None:
    person = getattr(bureau, office)
    assert index(person).status_code == 302
    browser_of(person).post(reverse("annual_report:make_report", args=[bureau.unit.pk, YEAR]))
    assert report_of(bureau.unit, YEAR) is None


def test_another_unit_s_buttons_do_nothing(bureau: Staffed, other_bureau: Staffed) -> None:
    browser = browser_of(other_bureau.editor)
    browser.post(reverse("annual_report:make_report", args=[bureau.unit.pk, YEAR]))
    browser.post(reverse("annual_report:make_guide", args=[bureau.unit.pk]))
    assert not ArticlePage.objects.filter(unit=bureau.unit).exists()


@pytest.mark.parametrize("asked", ["", "abc", "1999", "2030", "２０２５", "9" * 5000])
def test_a_year_that_cannot_be_is_the_last(bureau: Staffed, asked: str) -> None:
    response = browser_of(bureau.editor).get(reverse("annual_report:index"), {"year": asked})
    assert response.context["year"] == YEAR


def test_the_list_costs_the_same_for_any_number_of_units(bureau: Staffed, django_assert_num_queries: Any) -> None:
    report(bureau)
    with django_assert_num_queries(7):
        before = len(rows_for(None, YEAR, TODAY))
    for number in range(3):
        create_site(UnitFactory(code=f"more{number}"), actor=opener())
    with django_assert_num_queries(7):
        assert len(rows_for(None, YEAR, TODAY)) == before + 3


def test_known_figures_cost_the_same_for_any_number_of_documents(
    bureau: Staffed, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        normative(bureau, date(2025, 3, 3), title=f"文件{number}")
    with django_assert_max_num_queries(9):  # one of them for all figures of requests for disclosure
        known_tables(bureau.unit, YEAR)
