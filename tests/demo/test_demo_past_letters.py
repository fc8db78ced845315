"""Letters of the past months: played through by the machine, whole as any case; the ledger tells nothing but now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone

from demo import letters
from demo.load import DemoLoader
from demo.past.plan import planned
from demo.past.playing import FATES
from demo.texts.past_letters import THEMES
from demo.units import units
from hub.models import User
from inquiry.enums import DisclosureResult
from inquiry.letters.published import published_letters
from sites.approval.ledger import Actor
from sites.approval.models.ledger_entry import LedgerEntry
from sites.casework.enums import CaseStatus, Outcome
from sites.casework.models.case import Case
from sites.casework.vagueness import vague_words
from sites.organisation.enums import Office
from sites.pages.provisioning.actions import create_site
from tests.casework.test_every_action import require_whole
from tests.factories import UnitFactory, appoint, staff
from tests.staffed import Staffed

FEW_RESULTS = {"partly", "unclear"}  # the others go the same road


def test_there_are_some_three_hundred_of_every_kind_fate_and_result() -> None:
    plan = planned()
    assert 270 <= len(plan) <= 300
    assert plan == planned()
    fates = {each.fate for each in plan}
    assert fates - set(DisclosureResult.values) <= set(FATES)
    assert set(FATES) - fates == set()
    assert set(DisclosureResult.values) <= fates
    assert {each.unit for each in plan} <= {unit.code for unit in units()}
    assert len({each.unit for each in plan}) > 10
    assert len({each.key for each in plan}) == len(plan)
    titles = [each.title for each in plan if each.kind not in ("page_error", "disclosure")]
    assert len(set(titles)) == len(titles)
    assert not any(vague_words(each.answer) for each in plan)
    assert [each.days_ago for each in plan] == sorted((each.days_ago for each in plan), reverse=True)


@pytest.mark.django_db
def test_each_is_whole_and_nothing_twice(
    bureau: Staffed, centre: dict[Office, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = timezone.now()
    helping = UnitFactory(code="cgj")
    create_site(helping, channel=True, actor=_head(centre))
    for unit in (bureau.unit, helping, UnitFactory(code="wjj"), UnitFactory(code="portal-office")):
        appoint(unit, Office.CASE_OFFICER, Office.DISCLOSURE_OFFICER)
        appoint(unit, Office.DISCLOSURE_HEAD)
    staff(helping)
    appoint(UnitFactory(code="centre"), Office.CASE_OFFICER)
    one_each = {each.fate: each for each in planned() if each.unit != "tjj"}
    plan = [
        replace(each, unit="jyj")
        for fate, each in one_each.items()
        if fate in FATES or fate in FEW_RESULTS or each.kind == "complaint"
    ]
    plan.append(replace(next(each for each in planned() if each.kind == "complaint"), unit="jyj", fate="closed"))
    monkeypatch.setattr(letters, "planned", lambda: plan)
    monkeypatch.setattr(letters, "LETTERS", ())
    loader = DemoLoader(SimpleNamespace(track=lambda rows, label: rows), None, timezone.localdate(), "x")  # type: ignore[arg-type]
    for _ in range(2):
        letters.load_letters(loader)
    cases = list(Case.objects.select_related("applicant").order_by("pk"))
    assert len(cases) == len(plan) + 3, "one has a twin, one is split in two"
    assert {case.status for case in cases} == set(CaseStatus)
    outcomes = {case.outcome for case in cases}
    assert outcomes | {Outcome.PETITION, Outcome.REFUSED} >= set(Outcome.values)  # by the ground of the one refusal
    assert outcomes & {Outcome.PETITION, Outcome.REFUSED}
    for case in cases:
        require_whole(case)
        assert "示例" in case.applicant.name
        moments = list(case.events.order_by("serial").values_list("at", flat=True))
        assert moments == sorted(moments)
        assert case.submitted_at <= moments[0]
    assert min(case.submitted_at for case in cases) < begun - timedelta(days=60)
    assert published_letters().exists()
    assert LedgerEntry.objects.earliest("at").at >= begun - timedelta(hours=1), "the ledger never tells of a past"
    complaint = next(case for case in cases if case.kind == "complaint")
    assert complaint.unit.code == "portal-office"
    call_command("verify_ledger", verbosity=0)


def _head(centre: dict[Office, User]) -> Actor:
    person = centre[Office.CENTRE_HEAD]
    return Actor(person, person.appointments.get())


def test_every_matter_names_its_place() -> None:
    texts = [text for themes in THEMES.values() for _kind, *words in themes for text in words[:1]]
    assert all("{place}" in text for text in texts)
