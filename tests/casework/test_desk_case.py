"""The page of a case: what it shows to whom, and what can be done on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from wagtail.admin.admin_url_finder import AdminURLFinder

from hub.models import User
from sites.casework.actions import answers, dialogue, terms
from sites.casework.enums import CaseStatus
from sites.casework.models.applicant_look import ApplicantLook
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.transitions import TRANSITIONS
from sites.organisation.enums import Office
from tests.casework.desk import Desk, answered, in_hand, sent
from tests.factories import UserFactory, appoint, centre_unit
from tests.story import said, settle, take_step, waiting_step

Login = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel(datetime.fromisoformat("2026-03-03 10:00:00+08:00"), tick=False) as traveller:
        yield lambda moment: traveller.move_to(datetime.fromisoformat(moment))


def url(case: Case) -> str:
    return f"/admin/cases/{case.number}/"


def do(client: Client, case: Case, action: str, *, seen: int | None = None, **fields: Any) -> Any:
    """The form of an action, sent from the page as it stands."""
    serial = seen if seen is not None else case.events.latest("serial").serial
    return client.post(url(case), {"action": action, "seen": serial, **fields})


def offered(client: Client, case: Case) -> set[str]:
    return {offer.action.value for offer, _form in client.get(url(case)).context["offers"]}


def test_only_what_is_possible_now_is_offered(desk: Desk, centre: dict[Office, User], login: Login) -> None:
    officer, head = login(desk.officer), login(centre[Office.CENTRE_HEAD])
    case = sent(desk.unit)
    assert {"accept", "refuse", "forward", "join", "ask_back", "mark_complex", "note"} <= offered(officer, case)
    assert not {"assign", "designate", "extend", "close", "consult", "lapse"} & offered(officer, case)
    assert {"assign", "designate", "supervise"} <= offered(head, case)
    assert offered(login(desk.leader), case) == {"note"}
    do(officer, case, "accept")
    case.refresh_from_db()
    assert case.status == CaseStatus.HANDLING
    assert {"take", "ask_extension", "return_assignment"} <= offered(officer, case)
    assert "accept" not in offered(officer, case)
    assert do(officer, case, "ask_extension", reason="等天气好").status_code == 302
    assert {"extend", "decline_extension", "note"} == offered(login(desk.leader), case)
    assert "等天气好" in login(desk.leader).get(url(case)).text


def test_another_units_case_is_not_there(desk: Desk, other_desk: Desk, login: Login) -> None:
    case = sent(desk.unit)
    client = login(other_desk.officer)
    assert client.get(url(case)).status_code == 404
    assert do(client, case, "accept").status_code == 404
    assert do(client, case, "look", purpose="verify").status_code == 404
    assert not ApplicantLook.objects.exists()


def test_what_is_missing_is_said_in_place_and_nothing_typed_is_lost(desk: Desk, login: Login) -> None:
    case = sent(desk.unit)
    response = do(login(desk.officer), case, "refuse", ground="", reason="请到信访局反映。")
    assert response.status_code == 200
    offer, form = response.context["offers"][0]
    assert (offer.action, set(form.errors)) == ("refuse", {"ground"})
    assert "请到信访局反映。" in response.text
    response = do(login(desk.officer), case, "join", other="20260000000")
    assert "编号不对" in response.text


def test_a_form_of_before_somebody_acted_changes_nothing(desk: Desk, login: Login) -> None:
    case = sent(desk.unit)
    colleague = appoint(desk.unit, Office.CASE_OFFICER, person=UserFactory())
    old = case.events.latest("serial").serial
    assert do(login(colleague), case, "accept").status_code == 302
    response = do(login(desk.officer), case, "refuse", seen=old, ground="petition", reason="我写了很多")
    assert "有人办理过" in response.text
    assert "我写了很多" in response.text
    assert Case.objects.get().status == CaseStatus.HANDLING
    assert "有人办理过" in login(desk.officer).post(url(case), {"action": "note", "note": "没有序号"}).text


def test_what_is_possible_no_more_is_refused_with_its_text(desk: Desk, login: Login) -> None:
    case = sent(desk.unit)
    case_page = login(desk.officer)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    response = do(case_page, case, "mark_complex", reason="要核对路线")
    assert "要核对路线" in response.text
    assert "不能列为复杂问题" in response.text
    assert "不能" in do(case_page, case, "extend", reason="x").text
    assert do(case_page, case, "nonsense").status_code == 200


def test_every_action_of_an_officer(desk: Desk, other_desk: Desk, centre: dict[Office, User], login: Login) -> None:
    """Each changes what it should, by its form."""
    officer, head = login(desk.officer), login(centre[Office.CENTRE_HEAD])
    colleague = appoint(desk.unit, Office.CASE_OFFICER, person=UserFactory())
    case = in_hand(desk)
    assert do(officer, case, "take", officer=colleague.pk).status_code == 302
    assert case.assignments.get().officer == colleague
    do(officer, case, "mark_complex", reason="三个镇")
    assert Case.objects.get().due_on == date(2026, 3, 17)
    do(officer, case, "note", note="已电话联系")
    do(head, case, "supervise", reason="群众反映强烈")
    do(officer, case, "return_assignment", reason="不归本局管")
    assert Case.objects.get().unit.code == settings.CENTRE_UNIT_CODE
    do(head, case, "assign", lead=desk.unit.pk, supports=[other_desk.unit.pk], wanted_on="2026-03-05")
    assert {each.unit for each in case.assignments.filter(status="open")} == {desk.unit, other_desk.unit}
    do(head, case, "transfer", unit=other_desk.unit.pk, reason="职责已调整")
    assert Case.objects.get().unit == other_desk.unit
    do(head, case, "designate", unit=desk.unit.pk, reason="三定方案")
    assert "return_assignment" not in offered(officer, case)
    do(officer, case, "ask_back", question="哪一个镇？", until="2026-03-10")
    case.refresh_from_db()
    assert (case.status, case.asked_until) == (CaseStatus.WAITING, date(2026, 3, 10))
    text = officer.get(url(case)).text
    for word in ("已电话联系", "群众反映强烈", "哪一个镇？", "来信人看到"):
        assert word in text


def test_an_extension_is_decided_on_the_page(desk: Desk, login: Login) -> None:
    case = in_hand(desk)
    terms.ask_extension(case, desk.seat(case), "等天气好")
    _offer, form = do(login(desk.leader), case, "decline_extension", reason=" ").context["offers"][0]
    assert set(form.errors) == {"reason"}
    do(login(desk.leader), case, "extend")
    assert Case.objects.get().due_on == date(2026, 3, 12)


def test_personal_data_is_masked_until_somebody_looks_and_that_is_on_record(
    desk: Desk, centre: dict[Office, User], login: Login
) -> None:
    case = sent(desk.unit)
    client = login(desk.officer)
    page = client.get(url(case)).text
    assert "新学期的校车几点到镇上？" in page
    for word in ("测试人甲", "13800000001", "jia@test.localhost"):
        assert word not in page
    assert "请选择用途" in do(client, case, "look", purpose="curiosity").text
    assert not ApplicantLook.objects.exists()
    response = do(client, case, "look", purpose="verify")
    assert "13800000001" in response.text
    assert "no-store" in response["Cache-Control"]
    look = ApplicantLook.objects.get()
    assert (look.person, look.purpose, look.unit) == (desk.officer, "verify", desk.unit)
    assert look.fields == "姓名或名称、联系电话、电子邮箱"
    page = client.get(url(case)).text
    assert "13800000001" not in page
    assert "联系来信人核实情况" in page
    head, security = centre[Office.CENTRE_HEAD], appoint(centre_unit(), Office.SECURITY_OFFICER)
    for person in (head, security):
        assert case.number in login(person).get("/admin/cases/looks/", {"number": case.number}).text
    for person in (desk.officer, desk.leader, centre[Office.CENTRE_EDITOR]):
        assert login(person).get("/admin/cases/looks/").status_code == 302
    with pytest.raises(RuntimeError):
        look.delete()


def test_a_missing_key_is_said_and_the_page_works(desk: Desk, login: Login) -> None:
    case = sent(desk.unit)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_case SET text = 'k00000000:damaged'")
        cursor.execute("UPDATE casework_applicant SET telephone = 'k00000000:damaged'")
    client = login(desk.officer)
    assert "（无法读取）" in client.get(url(case)).text
    assert "（无法读取）" in do(client, case, "look", purpose="verify").text
    assert do(client, case, "accept").status_code == 302
    assert client.get(url(case)).status_code == 200


def test_an_answer_is_drafted_sent_returned_and_sent_again(desk: Desk, login: Login) -> None:
    case = in_hand(desk, text="我叫张三丰，电话13800000001，车牌粤M12345，校车几点到？")
    client = login(desk.officer)
    form = client.get(url(case)).context["answer"].form
    assert form.initial["public_question"] == "我叫×××，电话×××××××××××，车牌×××××××，校车几点到？"
    response = do(client, case, "draft", text="我们将尽快处理。", send="1")
    assert "草稿已保存，没有送审" in response.text
    assert "尽快" in Reply.objects.get().get_latest_revision_as_object().text
    public = {"publishes": "on", "public_title": "校车时间", "public_question": "张三丰问校车几点到"}
    response = do(client, case, "draft", text="我们将尽快处理。", resolved_on="2026-04-01", **public)
    assert response.status_code == 302
    page = client.get(url(case)).text
    assert "要公开的来信内容里可能有" not in page  # his name is not known from the form he filled in
    response = do(client, case, "draft", text="七点到。", send="1")
    assert response.status_code == 302
    reply = Reply.objects.get()
    page = client.get(url(case)).text
    assert "审批中" in page
    assert "撤回修改" in page
    late = do(client, case, "draft", text="另一个答复").text
    assert "正在审批" in late
    assert "另一个答复" in late
    take_step(waiting_step(reply), desk.place.reviewer, "reject", comment="请写明周末时间")
    page = client.get(url(case)).text
    assert "被退回修改" in page
    assert "请写明周末时间" in page
    do(client, case, "draft", text="七点到，周末八点。", send="1")
    assert "被退回修改" not in client.get(url(case)).text
    desk.approve(reply)
    assert Case.objects.get().status == CaseStatus.ANSWERED
    assert client.get(url(case)).context["answer"] is None


def test_who_sent_it_takes_it_back(desk: Desk, login: Login) -> None:
    colleague = appoint(desk.unit, Office.CASE_OFFICER, person=UserFactory())
    case = in_hand(desk)
    do(login(desk.officer), case, "draft", text="七点到。", send="1")
    assert "撤回修改" not in login(colleague).get(url(case)).text
    assert any("由送审人" in each for each in said(do(login(colleague), case, "take_back")))
    assert do(login(desk.officer), case, "take_back").status_code == 302
    assert waiting_step(Reply.objects.get()) is None
    assert do(login(desk.officer), case, "draft", text="八点到。", send="1").status_code == 302


def test_two_officers_write_at_once_and_neither_text_is_lost(desk: Desk, login: Login) -> None:
    colleague = appoint(desk.unit, Office.CASE_OFFICER, person=UserFactory())
    case = in_hand(desk)
    old = case.events.latest("serial").serial
    do(login(colleague), case, "draft", text="七点到。")
    response = do(login(desk.officer), case, "draft", seen=old, text="八点到。")
    assert "有人办理过" in response.text
    assert "八点到。" in response.text
    assert Reply.objects.get().get_latest_revision_as_object().text == "七点到。"


def test_a_draft_that_nothing_takes_any_more_is_shown(desk: Desk, login: Login) -> None:
    case = in_hand(desk)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    response = do(login(desk.officer), case, "draft", text="写了很久的答复。")
    assert "写了很久的答复。" in response.text
    assert not Reply.objects.exists()


def test_templates_and_similar_answers_help(desk: Desk, centre: dict[Office, User], login: Login) -> None:
    client, head = login(desk.officer), login(centre[Office.CENTRE_HEAD])
    new = "/admin/cases/templates/new/"
    assert client.post(new, {"title": "开头", "unit": desk.unit.pk, "kind": "", "text": "您好，"}).status_code == 302
    assert head.post(new, {"title": "结尾", "unit": "", "kind": "", "text": "感谢来信。"}).status_code == 302
    assert client.post(new, {"title": "别的", "unit": "", "kind": "", "text": "x"}).status_code == 200
    answered(
        desk,
        in_hand(desk, wishes_public=True),
        publishes=True,
        public_title="校车几点到镇上",
        public_question="校车几点到？",
    )
    case = in_hand(desk, title="校车几点到")
    page = client.get(url(case))
    desk_shown = page.context["answer"]
    assert [each.title for each in desk_shown.templates()] == ["开头", "结尾"]
    assert [each.public_title for each in desk_shown.similar()] == ["校车几点到镇上"]
    chosen = desk_shown.templates()[0]
    assert "您好，" in client.get(url(case), {"template": chosen.pk}).context["answer"].form.initial["text"]
    assert client.get(f"/admin/cases/templates/{chosen.pk}/").status_code == 200
    assert client.get(f"/admin/cases/templates/{desk_shown.templates()[1].pk}/").status_code == 404
    assert client.post(f"/admin/cases/templates/{chosen.pk}/", {"action": "delete"}).status_code == 302
    assert login(desk.leader).get("/admin/cases/templates/").status_code == 302


def test_the_inbox_shows_question_answer_and_who_will_see_it(desk: Desk, login: Login) -> None:
    case = in_hand(desk)
    answers.draft_answer(case, desk.seat(case), text="七点到。")
    answers.send_answer(case, desk.seat(case))
    reply = Reply.objects.get()
    step = waiting_step(reply)
    client = login(desk.place.reviewer)
    assert case.number in client.get(f"/admin/inbox/{step.pk}/").text
    preview = client.get(f"/admin/inbox/{step.pk}/preview/").text
    for word in ("新学期的校车几点到镇上？", "七点到。", "只有来信人看到"):
        assert word in preview
    assert "13800000001" not in preview
    settle(desk.place.reviewer, reply)
    settle(desk.leader, reply)
    assert Case.objects.get().status == CaseStatus.ANSWERED
    assert AdminURLFinder(desk.officer).get_edit_url(reply) == url(case)
    assert AdminURLFinder(desk.place.editor).get_edit_url(reply) is None


def test_the_documentation_has_every_action() -> None:
    page = (settings.BASE_DIR / "docs" / "casework.md").read_text()
    for action in TRANSITIONS:
        assert f"| {action.label} | `{action.value}` |" in page
