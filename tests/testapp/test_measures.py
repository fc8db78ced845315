"""Figures that an app supplies by name, and the annual report that shows them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured

from opencat.annual_report import national_form as form
from opencat.annual_report.actions import renew_figures
from sites.organisation import measures
from sites.organisation.measures import Measure
from sites.organisation.models.unit import Unit
from tests.opencat.reporting import YEAR, figures, newest, refusals, report, store, working
from tests.staffed import Staffed
from tests.testapp.measures import SURVEYED
from tests.testapp.models.tree import Tree


def surveyed(unit: Unit, day: date) -> Tree:
    return Tree.objects.create(unit=unit, name="古樟", place="学宫前", surveyed_on=day)


def test_a_name_is_registered_once() -> None:
    again = Measure(SURVEYED.name, "又一项（件）", SURVEYED.count)
    before = measures.registered()
    with pytest.raises(ImproperlyConfigured, match="已登记为“普查古树名木（株）”，不能再登记为“又一项（件）”。"):
        measures.register(again)
    assert measures.registered() == before
    assert measures.measure_named(SURVEYED.name) is SURVEYED
    assert measures.measure_named("nothing") is None


def test_names_stay() -> None:
    """Reports of years to come, and the evaluation, look for them."""
    assert {"licences", SURVEYED.name} <= {each.name for each in measures.registered()}


@pytest.mark.django_db
class TestReport:
    def test_a_cell_shows_the_measure_of_the_year(self, bureau: Staffed, other_bureau: Staffed) -> None:
        for day in (date(YEAR, 1, 1), date(YEAR, 12, 31), date(YEAR - 1, 12, 31), date(YEAR + 1, 1, 1)):
            surveyed(bureau.unit, day)
        surveyed(other_bureau.unit, date(YEAR, 3, 3))
        assert figures(report(bureau), form.DISCLOSED)[SURVEYED.name] == "2"

    def test_nobody_types_it(self, bureau: Staffed) -> None:
        surveyed(bureau.unit, date(YEAR, 3, 3))
        page = report(bureau)
        store(bureau.editor, page, changed={SURVEYED.name: "9"})
        assert figures(page, form.DISCLOSED)[SURVEYED.name] == "9"
        said = refusals(store(bureau.editor, page, "submit"))
        assert "填的是 9，系统记录是 1" in said
        renew_figures(newest(page), working(bureau.editor))
        assert figures(page, form.DISCLOSED)[SURVEYED.name] == "1"

    def test_what_the_records_cannot_tell_is_left_to_be_typed(self, bureau: Staffed) -> None:
        assert figures(report(bureau), form.DISCLOSED)[SURVEYED.name] == ""
