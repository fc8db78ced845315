"""The list of the desk: whose it is, what stands in it, how it is filtered, assigned and exported (Art. 23)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from hub.models import User
from sites.casework.actions import aftermath, answers, dialogue, screening
from sites.casework.models.case import Case
from sites.casework.rights import APPLICANT
from sites.organisation.enums import Office
from tests.casework.desk import Desk, answered, centre_seat, in_hand, sent
from tests.factories import UnitFactory, appoint, centre_unit
from tests.story import said

Login = Callable[[User], Client]
INDEX = "/admin/cases/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel(datetime.fromisoformat("2026-03-03 10:00:00+08:00"), tick=False) as traveller:
        yield lambda moment: traveller.move_to(datetime.fromisoformat(moment))


def listed(client: Client, **wanted: str) -> list[str]:
    response = client.get(INDEX, wanted)
    assert response.status_code == 200
    return [row.record.number for row in response.context["table"].page.object_list]


def in_menu(client: Client, label: str) -> bool:
    return json.dumps(label)[1:-1] in client.get("/admin/account/").text


def test_the_desk_is_of_those_who_have_one(desk: Desk, centre: dict[Office, User], login: Login) -> None:
    disclosure = appoint(desk.unit, Office.DISCLOSURE_OFFICER)
    operator = appoint(centre_unit(), Office.TELEPHONE_OPERATOR)
    assert login(desk.officer).get("/admin/")["Location"] == INDEX
    assert login(desk.leader).get("/admin/")["Location"] == "/admin/inbox/"
    for person in (desk.officer, desk.leader, disclosure, operator, *centre.values()):
        client = login(person)
        assert client.get(INDEX).status_code == 200
        assert in_menu(client, "来信办理")
        assert client.get("/admin/inbox/").status_code == 200
    elsewhere = appoint(desk.unit, Office.TELEPHONE_OPERATOR)  # the office means nothing outside of the centre
    for person in (desk.place.editor, desk.place.reviewer, elsewhere):
        response = login(person).get(INDEX)
        assert response.status_code == 302
        assert not in_menu(login(person), "来信办理")


def test_each_sees_what_waits_and_its_number(desk: Desk, other_desk: Desk, login: Login) -> None:
    new, done = sent(desk.unit), in_hand(desk, title="另一封")
    sent(other_desk.unit, title="别的单位")
    client = login(desk.officer)
    assert listed(client) == [new.number, done.number]
    assert in_menu(client, "来信办理（2）")
    answers.draft_answer(done, desk.seat(done), text="七点到。")
    answers.send_answer(done, desk.seat(done))
    assert listed(client) == [new.number]
    assert listed(client, part="all") == [new.number, done.number]
    dialogue.ask_back(new, desk.seat(new), "哪一个镇？")
    assert listed(client) == []
    assert listed(client, part="waiting") == [new.number]


def test_the_clock_says_in_words_what_its_colour_says(desk: Desk, login: Login, frozen: Any) -> None:
    case = in_hand(desk)

    def read(part: str = "todo") -> str:
        return login(desk.officer).get(INDEX, {"part": part}).text

    assert "还剩 2 个工作日" in read()
    frozen("2026-03-04 10:00:00+08:00")
    assert "还剩 1 个工作日" in read("near")
    frozen("2026-03-05 10:00:00+08:00")
    assert "今天到期" in read("near")
    frozen("2026-03-10 10:00:00+08:00")
    assert "已超 3 个工作日" in read("overdue")
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    assert listed(login(desk.officer), part="overdue") == [case.number]  # one that has run out does not stand still


def test_the_centre_has_what_nobody_else_has(desk: Desk, centre: dict[Office, User], login: Login) -> None:
    vacant = UnitFactory(code="smj")
    lost, own = sent(vacant), sent(desk.unit)
    disputed = answered(desk, in_hand(desk, title="第三封"))
    aftermath.dispute_answer(disputed, APPLICANT, "没有说周末")
    client = login(centre[Office.CENTRE_EDITOR])
    assert set(listed(client)) == {lost.number, disputed.number}
    assert own.number in listed(client, part="all")


def test_filters_words_and_order(desk: Desk, login: Login) -> None:
    first = sent(desk.unit, title="路灯坏了")
    second = sent(desk.unit, title="校车晚点", kind="suggestion")
    client = login(desk.officer)
    assert listed(client, part="all", q="路灯") == [first.number]
    assert listed(client, part="all", q=second.number[:4] + " " + second.number[4:]) == [second.number]
    assert listed(client, part="all", kind="suggestion") == [second.number]
    assert listed(client, part="all", status="closed") == []
    assert listed(client, part="all", sort="-submitted_at,-title")
    assert listed(client, part="nonsense", kind="none", sort="drop")


def test_a_list_of_any_size_takes_few_queries(desk: Desk, centre: dict[Office, User], login: Login) -> None:
    for number in range(12):
        sent(desk.unit, title=f"第 {number} 封")
    for person in (desk.officer, centre[Office.CENTRE_HEAD]):  # whose menu has more
        client = login(person)
        client.get(INDEX)
        for part in ("todo", "all"):
            with CaptureQueriesContext(connection) as few:
                page = client.get(INDEX, {"part": part})
            assert len(few) <= 20, "\n".join(query["sql"][:200] for query in few)
            numbers = dict(page.context["parts"])
            assert (numbers["overdue"], numbers["all"]) == (0, 12 if part == "all" else None)


def test_several_are_assigned_at_once_and_what_is_refused_is_named(
    desk: Desk, other_desk: Desk, centre: dict[Office, User], login: Login
) -> None:
    vacant = UnitFactory(code="smj", name="市某局")
    cases = [sent(vacant, title=f"第 {n} 封") for n in range(2)]
    complaint = sent(vacant, kind="complaint", complained_units=[other_desk.unit])
    client = login(centre[Office.CENTRE_HEAD])
    data = {"case": [each.number for each in (*cases, complaint)], "unit": other_desk.unit.pk, "kept": "part=todo\r\n"}
    response = client.post(reverse("casework:assign"), data)
    assert response["Location"] == f"{INDEX}?part=todo%0D%0A"
    words = said(response)
    assert any("已分办 2 件" in each for each in words)
    assert any(complaint.number in each and "被投诉" in each for each in words)
    assert {each.unit for each in Case.objects.filter(pk__in=[case.pk for case in cases])} == {other_desk.unit}
    response = client.post(reverse("casework:assign"), {"case": [complaint.number], "unit": vacant.pk})
    assert any("尚未任命" in each for each in said(response))
    assert login(desk.officer).post(reverse("casework:assign"), data).status_code == 302
    assert Case.objects.get(pk=complaint.pk).status == "received"


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_an_export_has_no_personal_data_and_runs_nothing(desk: Desk, login: Login, file_format: str) -> None:
    sent(desk.unit, title="=1+1 找我13800000001")
    response = login(desk.officer).get(f"{INDEX}export/{file_format}/", {"part": "all"})
    assert response.status_code == 200
    if file_format == "csv":
        text = response.content.decode("utf-8-sig")
    else:
        rows = load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)
        text = "\n".join(str(row) for row in rows)
    assert "'=1+1" in text
    for word in ("13800000001", "测试人甲", "新学期"):
        assert word not in text
    assert login(desk.officer).get(f"{INDEX}export/pdf/").status_code == 404


def test_the_dashboard_names_units_without_anybody_for_letters(
    desk: Desk, other_bureau: Any, centre: dict[Office, User], login: Login
) -> None:
    text = login(centre[Office.CENTRE_HEAD]).get("/admin/").text
    assert "以下单位没有网络问政经办人" in text
    assert other_bureau.unit.name in text.partition("以下单位没有网络问政经办人")[2].partition("</p>")[0]
    assert desk.unit.name not in text.partition("以下单位没有网络问政经办人")[2].partition("</p>")[0]


def test_a_request_is_the_disclosure_officers_alone(desk: Desk, login: Login) -> None:
    officer = appoint(desk.unit, Office.DISCLOSURE_OFFICER)
    asked = {"name": "甲", "telephone": "1", "address": "路", "id_kind": "身份证", "id_number": "44"}
    case = sent(desk.unit, kind="disclosure", applicant=asked)
    assert listed(login(officer)) == [case.number]
    assert listed(login(desk.officer)) == []
    assert login(desk.officer).get(f"{INDEX}{case.number}/").status_code == 404


def test_refused_cases_are_nobodys_task(desk: Desk, centre: dict[Office, User], login: Login) -> None:
    case = sent(desk.unit)
    screening.refuse_case(case, centre_seat(case, centre), "petition")
    assert listed(login(desk.officer)) == []
