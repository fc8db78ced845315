"""Where an applicant can turn to stands at the end of each answer, by result and by unit."""

from __future__ import annotations

import pytest

from inquiry.disclosure.remedies import REVIEW_FIRST, remedy_words
from inquiry.enums import DisclosureResult
from sites.casework.actions import answers, screening
from sites.casework.actions.step import CaseRefused
from sites.casework.enums import Action
from sites.casework.models.case import Case
from sites.organisation.enums import LegalStanding, Office, UnitCategory
from sites.organisation.models.unit import Unit
from tests.casework.desk import desk_of, letter, sent
from tests.inquiry.test_disclosure_report import ASKED, entered
from tests.staffed import Staffed


def unit(**fields: str) -> Unit:
    return Unit(**{"name": "兴宁市教育局", "category": UnitCategory.GOVERNMENT, **fields})


@pytest.mark.parametrize("result", DisclosureResult.values)
def test_a_refusal_goes_to_reconsideration_before_any_court(result: str) -> None:
    words = remedy_words(unit(), result)
    assert "60 日内向兴宁市人民政府" in words
    assert ("应当先申请行政复议" in words) == (result in REVIEW_FIRST)
    assert ("6 个月内直接" in words) == (result not in REVIEW_FIRST)


def test_the_right_organ_reviews() -> None:
    assert "向兴宁市人民政府" in remedy_words(unit(category=UnitCategory.TOWN), "granted")
    assert "向梅州市人民政府" in remedy_words(unit(category=UnitCategory.PORTAL), "granted")
    vertical = unit(standing=LegalStanding.VERTICAL, review_organ="国家税务总局梅州市税务局", court="梅江区人民法院")
    assert "向国家税务总局梅州市税务局" in remedy_words(vertical, "secret")
    assert "向梅江区人民法院" in remedy_words(vertical, "secret")
    assert remedy_words(unit(category=UnitCategory.PARTY), "secret") == ""


@pytest.mark.django_db
def test_the_answer_that_leaders_approve_ends_with_it(bureau: Staffed) -> None:
    desk = desk_of(bureau, Office.DISCLOSURE_OFFICER)
    case = entered(desk, "2026-03-02")
    screening.accept_case(case, desk.seat(case))
    reply = answers.draft_answer(case, desk.seat(case), text="属于行政执法案卷，不予公开。", result="enforcement")
    assert "应当先申请行政复议" in reply.get_latest_revision_as_object().closing
    reply = answers.draft_answer(case, desk.seat(case), result="granted")
    answers.send_answer(case, desk.seat(case))
    desk.approve(reply)
    told = Case.objects.get().events.get(action=Action.ANSWER).public_text
    assert told.endswith("提起行政诉讼。")
    assert "6 个月内" in told


@pytest.mark.django_db
def test_organs_of_the_party_take_no_requests(bureau: Staffed) -> None:
    desk = desk_of(bureau, Office.DISCLOSURE_OFFICER)
    Unit.objects.filter(pk=desk.unit.pk).update(standing=LegalStanding.PARTY)
    with pytest.raises(CaseRefused, match="不受理依申请公开"):
        sent(Unit.objects.get(pk=desk.unit.pk), kind="disclosure", applicant=ASKED)
    assert letter(desk.unit).kind == "consultation"
