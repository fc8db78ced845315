"""Section 三 of the annual report fills itself from the requests, and balances (Art. 10; 国办公开办函〔2021〕30号)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from inquiry.disclosure.rules import CARRIED_IN, CARRIED_OUT, HANDLED, NEW, Request, counted
from inquiry.enums import DisclosureResult
from opencat.annual_report import national_form as form
from sites.approval.ledger import Actor
from sites.casework.actions import answers, intake, screening
from sites.casework.actions.dialogue import ask_back, lapse, withdraw_case
from sites.casework.actions.step import CaseRefused
from sites.casework.enums import ApplicantKind, Channel, Side
from sites.casework.models.case import Case
from sites.casework.rights import APPLICANT, Seat
from sites.organisation.enums import Office
from sites.organisation.measures import measure_named
from tests.casework.desk import REQUEST, Desk, desk_of, letter
from tests.factories import appoint
from tests.staffed import Staffed

ASKED = REQUEST["applicant"]
COMPANY = {"kind": "company", "organisation_code": "91441481000000000X", "contact": "测试人乙"}
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_each_result_is_a_row_of_the_report() -> None:
    assert set(DisclosureResult.values) == set(form.RESULT_KEYS)
    assert set(ApplicantKind.values) == set(form.APPLICANTS)


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
REQUESTS = st.builds(
    lambda applicant, on, days, result: Request(
        applicant, on, None if days is None else on + timedelta(days=days), result
    ),
    st.sampled_from(ApplicantKind.values),
    DAYS,
    st.none() | st.integers(0, 500),
    st.sampled_from([*DisclosureResult.values, ""]),
)


@given(st.lists(REQUESTS, max_size=40))
def test_every_column_balances_and_years_pass_on_what_they_have(requests: list[Request]) -> None:
    years = [counted(requests, date(year, 1, 1), date(year, 12, 31)) for year in range(2024, 2031)]
    for counts in years:
        for who in ApplicantKind.values:
            results = sum(counts[row, who] for row in DisclosureResult.values)
            assert results == counts[HANDLED, who]
            assert counts[NEW, who] + counts[CARRIED_IN, who] == counts[HANDLED, who] + counts[CARRIED_OUT, who]
    for before, after in pairwise(years):
        for who in ApplicantKind.values:
            assert before[CARRIED_OUT, who] == after[CARRIED_IN, who]


@pytest.fixture
def desk(bureau: Staffed) -> Desk:
    return desk_of(bureau, Office.DISCLOSURE_OFFICER)


def entered(desk: Desk, on: str, **applicant: str) -> Case:
    seat = Seat(Side.DESK, Actor(desk.officer, desk.officer.appointments.get(office=Office.DISCLOSURE_OFFICER)))
    asked = letter(desk.unit, kind="disclosure", text=f"申请{on}的文件", applicant=ASKED | applicant)
    return intake.enter_case(asked, seat, Channel.VISIT, came_at=datetime.fromisoformat(f"{on}T10:00:00+08:00"))


def answer(desk: Desk, case: Case, result: str) -> None:
    screening.accept_case(case, desk.seat(case))
    reply = answers.draft_answer(case, desk.seat(case), text="现将信息提供给您。", result=result)
    answers.send_answer(case, desk.seat(case))
    desk.approve(reply)


def cell(desk: Desk, row: str, applicant: str) -> int | None:
    measure = measure_named(form.request_key(row, applicant))
    assert measure is not None
    return measure.count(desk.unit, *YEAR)


@pytest.mark.django_db
def test_article_10_what_became_of_requests_stands_in_the_report(desk: Desk) -> None:
    with time_machine.travel(datetime.fromisoformat("2026-12-01T10:00:00+08:00"), tick=False):
        assert cell(desk, "new", "natural") is None  # no request ever: an editor types what was handled elsewhere
        answer(desk, entered(desk, "2025-12-30"), "granted")
        answer(desk, entered(desk, "2026-03-02", **COMPANY), "secret")
        withdrawn = entered(desk, "2026-03-03")
        withdraw_case(withdrawn, APPLICANT)
        entered(desk, "2026-11-30")
        figures = {
            ("new", "natural"): 2, ("new", "company"): 1, ("carried_in", "natural"): 1, ("granted", "natural"): 1,
            ("secret", "company"): 1, ("else", "natural"): 1, ("handled", "total"): 3, ("carried_out", "natural"): 1,
            ("carried_out", "total"): 1, ("partly", "natural"): 0,
        }  # fmt: skip
        assert {key: cell(desk, *key) for key in figures} == figures


@pytest.mark.django_db
def test_an_answer_names_its_result_and_a_request_is_not_refused_like_a_letter(desk: Desk) -> None:
    case = entered(desk, "2026-03-02")
    with pytest.raises(CaseRefused, match="书面答复"):
        screening.refuse_case(case, desk.seat(case), "competence")
    screening.accept_case(case, desk.seat(case))
    for result in ("", "no such row"):
        answers.draft_answer(case, desk.seat(case), text="不予公开。", result=result)
        with pytest.raises(CaseRefused, match="办理结果"):
            answers.send_answer(case, desk.seat(case))


@pytest.mark.django_db
def test_not_corrected_in_time_is_a_row_of_its_own(desk: Desk) -> None:
    with time_machine.travel(datetime.fromisoformat("2026-03-03T10:00:00+08:00"), tick=False) as clock:
        appoint(desk.unit, Office.DISCLOSURE_HEAD)
        case = entered(desk, "2026-03-02")
        ask_back(case, desk.seat(case), "请说明是哪一年的文件")
        with pytest.raises(CaseRefused):
            ask_back(case, desk.seat(case), "再说一次")
        clock.move_to(datetime.fromisoformat("2026-03-20T10:00:00+08:00"))
        lapse(case, desk.seat(case))
        assert Case.objects.get().result == "not_corrected"
        assert cell(desk, "not_corrected", "natural") == 1
