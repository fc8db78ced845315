"""意见征集: from a draft to its outcome, as editors, leaders and citizens meet it (Art. 24)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hub.models import AuditEvent, User
from hub.models.calendar import LegalTerm
from inquiry.consultations import reminders
from inquiry.consultations.elements import missing_elements
from inquiry.consultations.enums import ConsultationKind, ConsultationState
from inquiry.consultations.rules import Period
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from sites.approval.gate import PublicationRefused
from sites.approval.verification import Verification
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.organisation.enums import Office
from sites.organisation.measures import measure_named
from sites.pages.public_content import content_named
from tests.casework.desk import Desk
from tests.factories import appoint
from tests.inquiry.citizen import Citizen
from tests.inquiry.consulting import COMMENT, HOST, address, comments, consultation, form_of, last_comment, public
from tests.story import approve, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
At = Callable[[str], None]
Login = Callable[[User], Client]
OVER = "2026-04-01 00:00:00+08:00"
LATER = "2026-04-02 09:00:00+08:00"


def draft(desk: Desk, **fields: Any) -> ConsultationPage:
    page = consultation(live=False, owner=desk.place.editor, **fields)
    desk.place.column.add_child(instance=page)
    page.save_revision(user=desk.place.editor)
    return ConsultationPage.objects.get(pk=page.pk)


def changed(page: ConsultationPage, **fields: Any) -> ConsultationPage:
    found = ConsultationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(found, name, value)
    return found


def test_article_24_from_the_draft_to_the_published_outcome(desk: Desk, at: At, login: Login) -> None:
    page = draft(desk, questions=[("question", "几点发车合适？")])
    send(desk.place.editor, page)
    assert Citizen(HOST).goes(address(page)).response.status_code == 404
    approve(page, [desk.place.reviewer, desk.leader])
    citizen = Citizen(HOST).goes(address(page))
    assert "正在征集意见，2026 年 3 月 31 日 23:59:59 截止" in citizen.reads()
    citizen.goes(str(citizen.main.find("a", string="发表意见")["href"]))
    citizen.presses("提交意见", text="", agrees=None)
    assert "请写明您的意见，或者至少回答一个问题。" in citizen.reads()
    said = {"question_1": "七点", "name": "测试人甲", "contact": "13800000001", "wishes_public": "on", "agrees": "on"}
    citizen.presses("提交意见", text="我叫测试人甲，电话 13800000001，建议加班车。", **said)
    first = last_comment()
    assert citizen.fact("回执号") == first.receipt
    assert citizen.fact("结果公布") == "2026 年 4 月 30 日 前"
    assert (first.answered(), first.contact) == ([("几点发车合适？", "七点")], "13800000001")
    assert first.privacy_notice == PrivacyNotice.current()
    comments(page, text="不同意收费。", who="organisation")
    second = last_comment()
    assert second.wishes_public is False

    officer, base = login(desk.officer), f"/admin/consultations/{page.pk}/"
    assert "征集还没有截止" in officer.post(f"{base}outcome/", follow=True).text
    at(LATER)
    officer = login(desk.officer)
    assert "意见征集已结束，结果应于 2026 年 4 月 30 日 前公布" in Citizen(HOST).goes(address(page)).reads()
    assert "还有 2 条意见没有分类" in officer.post(f"{base}outcome/", follow=True).text
    refused = officer.post(f"{base}groups/", {"wording": "加开班车", "result": "not_adopted", "grounds": ""})
    assert "没有全部采纳的，请说明理由。" in refused.text
    officer.post(f"{base}groups/", {"wording": "加开班车", "result": "adopted", "grounds": ""})
    officer.post(f"{base}groups/", {"wording": "不收费", "result": "not_adopted", "grounds": "成本须分担。"})
    more, free = page.groups.all()
    assert "已归类 1 条" in officer.post(base, {"comment": [first.pk], "group": more.pk}, follow=True).text
    officer.post(base, {"comment": [second.pk], "group": free.pk})
    shown = officer.get(f"{base}comments/{first.pk}/").text
    assert "13800000001" in shown.split("选登</h2>")[0]
    text = ConsultationComment.objects.get(pk=first.pk).masked_text
    assert text == ""
    form = {"showing": "shown", "masked_text": "建议加班车，电话 ×××。", "showing_reason": ""}
    officer.post(f"{base}comments/{first.pk}/", form)
    assert "选项" in officer.post(f"{base}comments/{second.pk}/", form).text  # its writer does not wish it
    assert officer.post(f"{base}outcome/").status_code == 302

    written = changed(page)
    assert [dict(each.value) for each in written.opinions] == [
        {"opinion": "加开班车", "number": 1, "verdict": "adopted", "why": ""},
        {"opinion": "不收费", "number": 1, "verdict": "not_adopted", "why": "成本须分担。"},
    ]
    assert "outcome_text" in missing_elements(written, None)
    written.outcome_text = "<p>收到 2 条意见。</p>"
    assert missing_elements(written, None) == {}
    written.save_revision(user=desk.place.editor)
    send(desk.place.editor, page)
    assert "已公布" not in Citizen(HOST).goes(address(page)).reads()
    approve(page, [desk.place.reviewer, desk.leader])
    read = Citizen(HOST).goes(address(page)).reads()
    assert "意见征集已结束，结果已于 2026 年 4 月 2 日 公布" in read
    assert "成本须分担。" in read
    assert "建议加班车，电话 ×××。" in read
    assert "13800000001" not in read
    assert [measure_named(f"consultation.{name}").count(desk.unit, date(2026, 1, 1), date(2026, 12, 31))
            for name in ("held", "comments", "answered", "in_time")] == [1, 2, 1, 1]  # fmt: skip
    assert not list(Verification().findings())


def test_thread_7_a_period_ends_with_its_last_second_and_moves_in_no_time_zone(desk: Desk, at: At) -> None:
    page = public(desk)
    for zone in ("UTC", "America/New_York", "Asia/Shanghai"):
        with timezone.override(ZoneInfo(zone)):
            for _time in range(2):
                page = ConsultationPage.objects.get(pk=page.pk)
                page.save_revision()
                found = page.get_latest_revision_as_object()
                assert found.ends == datetime(2026, 3, 31, 23, 59, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
    at("2026-03-31 20:00:00+08:00")
    citizen = Citizen(HOST).goes(form_of(page))
    filled = citizen.filled("提交意见", **COMMENT)
    at("2026-03-31 23:59:59+08:00")
    citizen.posts(form_of(page), filled)
    assert citizen.fact("收到时间") == "2026 年 3 月 31 日 23:59:59"
    late = Citizen(HOST).goes(form_of(page))
    filled = late.filled("提交意见", **COMMENT | {"text": "晚了一秒。"})
    at(OVER)
    read = late.posts(form_of(page), filled).reads()
    assert "这次征集已于 2026-03-31 23:59:59 结束，您的意见没有提交。" in read
    assert "晚了一秒。" in read
    assert ConsultationComment.objects.count() == 1


@pytest.mark.parametrize(
    ("moment", "state"),
    [("09:29:59", "coming"), ("09:30:00", "open"), ("16:59:59", "open"), ("17:00:00", "closed")],
)
def test_thread_9_it_opens_and_closes_by_itself_in_lists_as_on_its_page(
    desk: Desk, at: At, moment: str, state: str
) -> None:
    at("2026-03-02 10:00:00+08:00")
    page = public(desk, closes_on="2026-03-03", opens_at=time(9, 30), closes_at=time(17))
    at(f"2026-03-03 {moment}+08:00")
    page = ConsultationPage.objects.get(pk=page.pk)
    assert page.state == state
    found = {each.value: ConsultationPage.objects.public_ones().in_state(each, timezone.now()).count()
             for each in ConsultationState}  # fmt: skip
    assert found == {each.value: int(each.value == state) for each in ConsultationState}
    assert page.title in Citizen().goes(f"/consultations/?state={state}").reads()
    assert ("提交意见" in Citizen(HOST).goes(form_of(page)).reads()) == (state == "open")


def test_a_period_that_the_law_does_not_allow_is_not_sent(desk: Desk) -> None:
    def lacks(**fields: Any) -> set[str]:
        asked = {"opens_on": date(2026, 3, 3), "closes_on": date(2026, 4, 2), "kind": ConsultationKind.DECISION}
        return set(missing_elements(consultation(**asked | fields), None))

    assert lacks() == set()
    assert lacks(closes_on=date(2026, 4, 1)) == {"short_reason"}
    assert lacks(closes_on=date(2026, 4, 1), short_reason="汛期将到。") == set()
    assert lacks(closes_on=date(2026, 3, 4), kind=ConsultationKind.OTHER) == set()
    assert lacks(opens_on=date(2026, 3, 2)) == {"opens_on"}
    assert lacks(closes_on=date(2026, 3, 1)) == {"closes_on"}
    assert lacks(closes_on=None) == {"closes_on"}
    assert lacks(background="", draft=[], telephone="") == {"background", "draft", "telephone"}
    page = consultation(closes_on=date(2026, 3, 9), kind=ConsultationKind.RULES, opens_on=date(2026, 3, 3))
    assert (
        "《规章制定程序条例》第十五条：自 2026-03-03 起 30 日，至 2026-04-02"
        in missing_elements(page, None)["short_reason"]
    )
    LegalTerm.objects.create(
        code="comment_rules",
        subject="规章",
        days=5,
        unit="calendar_days",
        source="测试",
        in_force_from=date(2026, 1, 1),
    )
    assert missing_elements(page, None) == {}


def test_who_has_begun_may_rely_on_the_announced_date(desk: Desk, at: At) -> None:
    page = public(desk)
    at("2026-03-10 10:00:00+08:00")
    assert set(missing_elements(changed(page, closes_on=date(2026, 3, 30)), None)) == {"closes_on"}
    assert set(missing_elements(changed(page, opens_on=date(2026, 3, 4)), None)) == {"opens_on"}
    assert missing_elements(changed(page, closes_on=date(2026, 4, 10)), None) == {}
    assert set(missing_elements(changed(page, outcome_text="<p>太早。</p>"), None)) == {"outcome_text"}


def test_what_is_approved_too_late_is_not_published(desk: Desk, at: At) -> None:
    page = draft(desk, closes_on="2026-03-05")
    long = draft(desk, kind=ConsultationKind.DECISION, closes_on="2026-04-02")
    for each in (page, long):
        send(desk.place.editor, each)
        approve(each, [desk.place.reviewer])
    at("2026-03-06 10:00:00+08:00")
    for each, words in ((page, "截止时间已过"), (long, "不足法定期限")):
        with pytest.raises(PublicationRefused, match=words):
            ConsultationPage.objects.get(pk=each.pk).get_latest_revision().publish()
        assert not ConsultationPage.objects.get(pk=each.pk).live


def test_ten_presses_are_one_comment_and_faults_keep_what_was_typed(desk: Desk) -> None:
    page = public(desk, asks_name=True, questions=[("question", "几点发车合适？")])
    citizen = Citizen(HOST).goes(form_of(page))
    citizen.presses("提交意见", text="一" * 5001, name="", agrees=None)
    read = citizen.reads()
    assert "有 4 处要改" in read
    assert citizen.filled("提交意见")["text"].strip() == "一" * 5001
    text = "建议每镇加一班校车。\r\n周末也开。"
    filled = citizen.filled("提交意见", text=text, agrees="on", name="测试人甲", contact="13800000001")
    receipts = {citizen.posts(form_of(page), filled).fact("回执号") for _press in range(10)}
    assert len(receipts) == 1
    assert ConsultationComment.objects.count() == 1
    stamp = Citizen(HOST).goes(form_of(page)).filled("提交意见")["proof_of_work_stamp"]
    citizen.posts(form_of(page), filled | {"question_1": "七点", "proof_of_work_stamp": stamp})
    assert citizen.fact("回执号") not in receipts | {""}  # somebody went back and wrote more
    assert ConsultationComment.objects.count() == 2
    filled = Citizen(HOST).goes(form_of(page)).filled("提交意见", **COMMENT, name="甲", contact="1")
    citizen.posts(form_of(page), filled | {"form_key": "made-up"})
    assert "这份表单不完整" in citizen.reads()
    assert Citizen("czj.localhost").goes(form_of(page)).response.status_code == 404
    assert Citizen(HOST).goes(f"/consultations/{page.pk}/sent/XXXXXXXXXX/").response.status_code == 404


def test_comments_are_read_by_the_own_unit_and_exported_without_their_writers(
    desk: Desk, other_desk: Desk, centre: dict[Office, User], login: Login
) -> None:
    page = public(desk)
    text = "我叫测试人甲，住址在测试路 1 号，手机 13800000001。=1+1"
    comments(page, text=text, name="测试人甲", contact="jia@test.localhost")
    made, base = last_comment(), f"/admin/consultations/{page.pk}/"
    raw = ConsultationComment.objects.values_list("text", "name", "contact").get()
    assert not any("测试人甲" in str(each) for each in raw)
    one = f"{base}comments/{made.pk}/"
    officer = login(desk.officer)
    assert "jia@test.localhost" not in officer.get(one).text
    assert "jia@test.localhost" in officer.post(one, {"look": "1"}).text
    assert AuditEvent.objects.filter(action="查看联系方式", message__startswith=made.receipt).count() == 1
    book = load_workbook(BytesIO(officer.get(f"{base}export/").content))
    cells = " ".join(str(cell.value) for row in book.active.iter_rows() for cell in row)
    assert made.receipt in cells
    assert not any(each in cells for each in ("测试人甲", "13800000001", "jia@"))
    assert login(desk.leader).get(one).status_code == 200
    assert login(desk.leader).post(one, {"look": "1"}).status_code == 302  # Wagtail's refusal
    assert AuditEvent.objects.filter(action="查看联系方式").count() == 1
    for stranger in (other_desk.officer, other_desk.leader, centre[Office.CENTRE_EDITOR]):
        assert login(stranger).get(one).status_code == 404
        assert login(stranger).post(f"{base}outcome/").status_code == 404
    nobody = appoint(desk.unit, Office.SECURITY_OFFICER)
    assert login(nobody).get(base).status_code == 302
    hidden = officer.post(one, {"showing": "hidden", "showing_reason": ""})
    assert "不选登须写明理由。" in hidden.text
    group = {"wording": "甲", "result": "adopted"}
    officer.post(f"{base}groups/", group)
    foreign = public(other_desk)
    login(other_desk.officer).post(f"/admin/consultations/{foreign.pk}/groups/", group)
    officer.post(base, {"comment": [made.pk], "group": foreign.groups.get().pk})
    made.refresh_from_db(fields=["group"])
    assert made.group is None
    assert (
        "不能删除：意见征集已收到 1 条意见"
        in login(desk.place.editor)
        .post(reverse("removals:propose", args=[page.pk, "delete"]), {"reason": "删"}, follow=True)
        .text
    )


def test_an_outcome_that_is_due_is_asked_for_once_before_and_once_after(desk: Desk, at: At) -> None:
    public(desk, title="临期的征集")
    at(LATER)
    assert reminders.remind() == 0
    at("2026-04-27 08:20:00+08:00")
    assert reminders.remind() == 2
    assert reminders.remind() == 0
    at("2026-05-20 08:20:00+08:00")
    late = reminders.remind()
    assert late >= 4
    assert reminders.remind() == 0
    page = ConsultationPage.objects.get()
    assert "现已超期" in Citizen(HOST).goes(address(page)).reads()


def test_what_the_public_finds_of_it(desk: Desk, other_desk: Desk) -> None:
    page = public(desk)
    other = published_elsewhere = public(other_desk, title="预算编制办法（征求意见稿）")
    assert page.title in Citizen().goes("/consultations/").reads()
    assert other.title in Citizen().goes("/consultations/").reads()
    assert published_elsewhere.title not in Citizen(HOST).goes("/consultations/").reads()
    assert page.title in Citizen(HOST).goes("/news/activities/").reads()
    assert page.title in Client().get("/consultations/rss.xml", HTTP_HOST=HOST).text
    assert page.get_url() in Client().get("/sitemap.consultation-1.xml", HTTP_HOST=HOST).text
    found = Client().get("/api/v1/contents/consultation", HTTP_HOST=HOST).json()
    assert [each["title"] for each in found["items"]] == [page.title]
    (item,) = content_named("consultation").items([other])
    assert Client().get(f"/{item.path}", HTTP_HOST="portal.localhost").status_code == 200
    assert "校車管理" in Citizen(HOST).goes(f"/zh-hant{address(page)}").reads()
    assert Citizen(HOST).goes("/letters/").main.find("a", string="意见征集")


def test_a_day_is_whole_where_no_hour_is_given() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    period = Period(date(2026, 3, 3), date(2026, 3, 3))
    assert period.end(zone) - period.begin(zone) == timedelta(days=1)
    assert period.is_sound(zone)
    assert not Period(date(2026, 3, 3), date(2026, 3, 3), time(9), time(9)).is_sound(zone)
