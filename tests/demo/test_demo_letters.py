"""The demonstration's letters: each is sent once, and every state can be looked at."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from demo.letters import CODE, load_letters
from demo.texts.letters import LETTERS
from demo.units import units
from hub.models import User
from sites.casework.enums import CaseStatus
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.query_codes import case_for
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from tests.factories import UnitFactory, appoint, staff
from tests.staffed import Staffed

STATES = {
    CaseStatus.RECEIVED, CaseStatus.HANDLING, CaseStatus.WAITING, CaseStatus.ANSWERED, CaseStatus.DISPUTED,
    CaseStatus.CLOSED,
}  # fmt: skip


def test_they_are_written_to_units_that_there_are() -> None:
    assert {letter.unit for letter in LETTERS} <= {unit.code for unit in units()}
    assert len({letter.title for letter in LETTERS}) == len(LETTERS)


@pytest.mark.django_db
def test_every_state_is_there_and_nothing_twice(
    portal: Staffed, centre: dict[Office, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("demo.letters.planned", list)  # those of the past have tests of their own
    for code in {letter.unit for letter in LETTERS} - {portal.unit.code}:
        staff(UnitFactory(code=code))
    for unit in Unit.objects.filter(code__in={letter.unit for letter in LETTERS}):
        appoint(unit, Office.CASE_OFFICER)
    loader = SimpleNamespace(track=lambda rows, label: rows, end_batches=lambda: None)
    load_letters(loader)
    load_letters(loader)
    cases = Case.objects.all()
    assert cases.count() == len(LETTERS)
    assert set(cases.values_list("status", flat=True)) >= STATES
    assert Reply.objects.filter(live=True, publishes=True).count() >= 5
    assert Reply.objects.filter(live=False).exists()
    case = cases.order_by("pk").first()
    assert case_for(case.number, CODE) == case
    assert all("示例" in each.applicant.name for each in cases.select_related("applicant"))
