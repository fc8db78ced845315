"""Cases for people who call, come or write: entered by staff, told on the telephone, counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from hub.models import User
from sites.casework.actions import aftermath, dialogue
from sites.casework.desk import figures
from sites.casework.enums import CaseStatus, Channel
from sites.casework.figures import lines_of
from sites.casework.kinds import registered_kinds
from sites.casework.models.case import Case
from sites.casework.query_codes import case_for
from sites.casework.rights import APPLICANT
from sites.organisation.enums import Office
from tests.casework.desk import CODE, Desk, answered, in_hand, sent
from tests.factories import UnitFactory, appoint, centre_unit

Login = Callable[[User], Client]
ENTER, CALLER, FIGURES = "/admin/cases/enter/", "/admin/cases/caller/", "/admin/cases/statistics/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel(datetime.fromisoformat("2026-03-03 10:00:00+08:00"), tick=False) as traveller:
        yield lambda moment: traveller.move_to(datetime.fromisoformat(moment))


@pytest.fixture
def operator(portal: Any) -> User:
    return appoint(centre_unit(), Office.TELEPHONE_OPERATOR)


def form_of(client: Client, kind: str = "consultation", **fields: Any) -> dict[str, Any]:
    """The form as it is opened, filled in."""
    opened = client.get(ENTER, {"kind": kind}).context["form"]
    hidden = {name: opened[name].value() for name in ("form_key", "code")}
    told = {"channel": "phone", "title": "路灯坏了", "text": "门口的路灯坏了。", "name": "测试人乙", "is_told": "on"}
    return {"case_kind": kind, **hidden, **told, **fields}


def test_an_operator_enters_for_any_unit_and_reads_out_number_and_code(
    desk: Desk, operator: User, login: Login
) -> None:
    client = login(operator)
    data = form_of(client, addressed_to=desk.unit.pk)
    slip = client.post(ENTER, data)
    case = Case.objects.get()
    assert (case.channel, case.unit, case.privacy_notice is None) == (Channel.PHONE, desk.unit, False)
    assert case.number in slip.text
    assert data["code"] in slip.text
    assert case_for(case.number, data["code"]) == case
    assert "2026-03-05 前答复" in slip.text
    assert client.get("/admin/cases/").status_code == 200
    assert client.get(f"/admin/cases/{case.number}/").status_code == 404


def test_ten_clicks_one_case(desk: Desk, login: Login) -> None:
    client = login(desk.officer)
    data = form_of(client, addressed_to=desk.unit.pk)
    numbers = {number for _ in range(3) for number in re.findall(r"\b2026\d{7}\b", client.post(ENTER, data).text)}
    assert Case.objects.count() == 1
    assert numbers <= {Case.objects.get().number}


def test_an_officer_enters_for_the_own_unit_alone(desk: Desk, other_desk: Desk, login: Login) -> None:
    client = login(desk.officer)
    response = client.post(ENTER, form_of(client, addressed_to=other_desk.unit.pk))
    assert "addressed_to" in response.context["form"].errors
    assert not Case.objects.exists()
    assert client.post(ENTER, {"case_kind": "disclosure"}).status_code == 302  # the disclosure officer's
    assert client.get(ENTER, {"kind": "none"}).status_code == 404
    assert login(desk.leader).get(ENTER).status_code == 302


def test_everything_that_is_wrong_is_said_and_nothing_is_lost(desk: Desk, login: Login) -> None:
    client = login(desk.officer)
    data = form_of(client, addressed_to="", title="", name="", code="111111", received_on="2027-01-01", is_told="")
    response = client.post(ENTER, data)
    assert set(response.context["form"].errors) == {"addressed_to", "title", "name", "code", "is_told"}
    assert "门口的路灯坏了。" in response.text
    data = form_of(client, addressed_to=desk.unit.pk, received_on="2027-01-01")
    assert "收到的日期不能晚于今天" in client.post(ENTER, data).text
    assert not Case.objects.exists()


def test_each_kind_has_its_form(desk: Desk, centre: dict[Office, User], login: Login) -> None:
    client = login(centre[Office.CENTRE_EDITOR])
    for kind in registered_kinds():
        fields = set(client.get(ENTER, {"kind": kind.code}).context["form"].fields)
        assert {ask.value for ask in kind.asked} <= fields
        assert ("id_number" in fields) == (kind.code == "disclosure")
    complaint = form_of(client, "complaint", addressed_to=desk.unit.pk, telephone="1")
    assert "complained_units" in client.post(ENTER, complaint).context["form"].errors
    assert client.post(ENTER, {**complaint, "complained_units": [desk.unit.pk]}).status_code == 200
    assert list(Case.objects.get().complained_units.all()) == [desk.unit]
    person = form_of(client, "complaint", addressed_to=desk.unit.pk, telephone="1", complained_people=[desk.leader.pk])
    assert client.post(ENTER, person).status_code == 200
    about = Case.objects.latest("pk")
    assert list(about.complained_people.all()) == [desk.leader]
    assert login(desk.leader).get(f"/admin/cases/{about.number}/").status_code == 404


def test_a_caller_is_told_how_it_stands_without_personal_data(desk: Desk, operator: User, login: Login) -> None:
    case = in_hand(desk)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    client = login(operator)
    assert "编号或查询码不对" in client.post(CALLER, {"number": case.number, "code": "wrong99"}).text
    page = client.post(CALLER, {"number": f"{case.number[:4]} {case.number[4:]}", "code": CODE}).text
    assert "等您补充" in page
    assert "哪一个镇？" in page
    for word in ("测试人甲", "13800000001", "新学期的校车"):
        assert word not in page
    known = {"number": case.number, "code": CODE}
    assert "text" in client.post(CALLER, {**known, "action": "supplement", "text": ""}).text
    client.post(CALLER, {**known, "action": "supplement", "text": "罗岗镇"})
    case.refresh_from_db()
    assert case.status == CaseStatus.HANDLING
    assert case.events.latest("serial").side == "operator"
    client.post(CALLER, {**known, "action": "urge"})
    assert "今天已经催办过" in client.post(CALLER, {**known, "action": "urge", "again": "1"}).text
    answered(desk, Case.objects.get())
    assert "校车七点十分到" in client.post(CALLER, known).text
    client.post(CALLER, {**known, "action": "rate", "satisfaction": "5"})
    assert Case.objects.get().satisfaction == 5


def test_the_callers_page_is_the_operators(desk: Desk, centre: dict[Office, User], login: Login) -> None:
    case = sent(desk.unit)
    for person in (desk.officer, desk.leader, centre[Office.CENTRE_HEAD], desk.place.editor):
        client = login(person)
        assert client.get(CALLER).status_code == 302
        assert client.post(CALLER, {"number": case.number, "code": CODE, "action": "withdraw"}).status_code == 302
    assert Case.objects.get().status == CaseStatus.RECEIVED


def test_an_operator_reads_nothing_of_a_complaint_about_the_own_office(
    desk: Desk, operator: User, login: Login
) -> None:
    sent(desk.unit, kind="complaint", complained_units=[centre_unit()])
    case = Case.objects.get()
    page = login(operator).post(CALLER, {"number": case.number, "code": CODE}).text
    assert "您不能办理这件办件" in page
    assert case.title not in page


def test_figures_of_the_own_unit_and_for_the_centre_of_all(
    desk: Desk, other_desk: Desk, centre: dict[Office, User], login: Login, frozen: Any
) -> None:
    answered(desk)
    late = in_hand(desk, title="第二封")
    sent(other_desk.unit, title="第三封", kind="suggestion")
    frozen("2026-03-10 10:00:00+08:00")
    answered(desk, late)
    page = login(desk.officer).get(FIGURES)
    total = page.context["total"]
    assert (total.received, total.answered, total.in_time, total.median_days) == (2, 2, "50.0%", "2.5")
    weeks = {each.name: each.received for name, _title, _head, rows in page.context["tables"] if name == "weeks"
             for each in rows}  # fmt: skip
    assert weeks["03-02"] == 2
    assert "<svg" in page.text
    assert login(centre[Office.CENTRE_HEAD]).get(FIGURES).context["total"].received == 3
    wrong = login(desk.officer).get(FIGURES, {"first": "2026-03-09", "last": "2026-03-01"})
    assert "起止日期" in wrong.text
    assert login(desk.officer).get(FIGURES, {"unit": other_desk.unit.pk}).context["total"].received == 2


def test_satisfaction_is_told_from_five_ratings_on(desk: Desk) -> None:
    for number in range(5):
        case = answered(desk, in_hand(desk, title=f"第 {number} 封"))
        aftermath.rate_case(case, APPLICANT, 5 if number else 1)
        found = figures.Figures("", lines_of(Case.objects.all(), {}))
        assert found.satisfied == ("80.0%" if number == 4 else "评价不足 5 件")


def test_no_office_no_figures(desk: Desk, login: Login) -> None:
    UnitFactory(code="smj")
    assert login(desk.place.editor).get(FIGURES).status_code == 302
