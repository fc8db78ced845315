"""Following the own letter by number and code, and what can be done with it; nobody reads another's (Arts. 21, 23)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from hub.models import LegalTerm, OutboxMessage, User
from sites.casework.actions import answers, dialogue
from sites.casework.actions.aftermath import rate_case
from sites.casework.actions.answers import draft_answer, send_answer
from sites.casework.actions.step import CaseRefused
from sites.casework.enums import CaseStatus, Outcome
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.numbers import with_check_digit
from sites.casework.retention import erase_case
from sites.casework.rights import APPLICANT
from tests.casework.desk import CODE, Desk, answered, in_hand, sent
from tests.inquiry.citizen import Citizen
from tests.staffed import Staffed
from tests.story import take_step, waiting_step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
WRONG = "编号或查询码不对。"


def test_article_21_who_wrote_sees_where_it_is_by_when_and_why(desk: Desk) -> None:
    case = in_hand(desk)
    citizen = Citizen().opens(f"{case.number[:4]} {case.number[4:]}", CODE.lower())
    assert citizen.response.redirect_chain == [("/letters/status/", 302)]
    assert citizen.fact("在哪里") == "兴宁市教育局"
    assert citizen.fact("应答复日期") == "2026 年 3 月 5 日 前 （已过 0 个工作日，还有 2 个工作日）"
    assert "第十三条（三）：自 2026-03-03 起 2 个工作日" in citizen.reads()
    assert "兴宁市教育局已受理。" in citizen.reads()
    assert case.text in citizen.reads()
    for private in ("测试人甲", "13800000001", "jia@test.localhost", desk.officer.get_full_name()):
        assert private not in citizen.response.content.decode()
    for response in (citizen.response, citizen.client.get("/letters/status/", HTTP_HOST="portal.localhost")):
        assert response["Cache-Control"] == "private, no-store"


def test_article_24_the_rules_for_network_politics_are_data_that_the_centre_keeps(desk: Desk) -> None:
    LegalTerm.objects.create(
        code="dispute_answer",
        subject="要求重办",
        days=3,
        unit="working_days",
        source="实施细则",
        in_force_from="2026-03-01",
    )
    case = answered(desk)
    assert "在 2026 年 3 月 6 日 前可以要求重办" in Citizen().opens(case.number, CODE).reads()


def test_what_is_late_says_so(desk: Desk, at: Any) -> None:
    case = in_hand(desk)
    at("2026-03-09 10:00:00+08:00")
    assert "已超期 2 个工作日" in Citizen().opens(case.number, CODE).fact("应答复日期")


def test_unknown_numbers_and_wrong_codes_are_answered_alike(desk: Desk) -> None:
    case = sent(desk.unit)
    unknown = with_check_digit("2026999999")
    pages = []
    for number, code in ((case.number, "wrong99"), (unknown, "wrong99"), (unknown, CODE)):
        citizen = Citizen().opens(number, code)
        assert WRONG in citizen.reads()
        pages.append(citizen.response.content.decode().replace(number, ""))
        assert code not in pages[-1]
    assert len(set(pages)) == 1


def test_number_and_code_stand_in_no_address(desk: Desk) -> None:
    case = sent(desk.unit)
    citizen = Citizen().opens(case.number, CODE)
    assert citizen.form("退出查询")["method"] == "post"
    citizen.goes(f"/letters/status/?number={case.number}&code={CODE}")
    fresh = Citizen().goes(f"/letters/status/?number={case.number}&code={CODE}")
    assert "查看" in fresh.reads()
    assert case.title not in fresh.reads()


def test_a_stranger_cannot_lock_a_number_at_once(desk: Desk) -> None:
    case = sent(desk.unit)
    stranger = Citizen(client=Client(REMOTE_ADDR="198.51.100.7"))
    for _try in range(5):
        assert WRONG in stranger.opens(case.number, "wrong99").reads()
    refused = stranger.opens(f"{case.number[:4]} {case.number[4:]}", CODE)
    assert (refused.response.status_code, "请求过多" in refused.reads()) == (429, True)
    assert case.title in Citizen(client=Client(REMOTE_ADDR="203.0.113.9")).opens(case.number, CODE).reads()


def test_the_wish_to_be_public_can_be_taken_back(desk: Desk, login: Callable[[User], Client]) -> None:
    """Before it is public it never will be; after it the desk is asked to take it down."""
    citizen = Citizen()
    case = in_hand(desk, wishes_public=True)
    reply = draft_answer(case, desk.seat(case), text="七点。", publishes=True, public_title="校", public_question="问")
    send_answer(case, desk.seat(case))
    citizen.opens(case.number, CODE).presses("不再愿意公开")
    assert "不会在网站公开" in citizen.reads()
    assert "不再愿意公开" not in [each.get_text(strip=True) for each in citizen.main.find_all("button")]
    take_step(waiting_step(reply), desk.place.reviewer)
    take_step(waiting_step(reply), desk.leader)
    assert "七点。" in citizen.goes("/letters/status/").reads()
    reader = Citizen("jyj.localhost")
    assert reader.goes(f"/letters/{case.number}/").response.status_code == 404
    assert case.number not in reader.goes("/letters/").response.content.decode()
    erase_case(rate_case(Case.objects.get(pk=case.pk), APPLICANT, 5).case)
    assert not Reply.objects.filter(assignment__case=case).exists()

    public = answered(
        desk, in_hand(desk, wishes_public=True, text="另一问"), publishes=True, public_title="公", public_question="问"
    )
    asking = Citizen().opens(public.number, CODE).presses("不再愿意公开")
    assert "请求单位撤下" in asking.reads()
    assert reader.goes(f"/letters/{public.number}/").response.status_code == 200
    assert "来信和答复还在网站上的，请撤下" in login(desk.officer).get(f"/admin/cases/{public.number}/").text
    with pytest.raises(CaseRefused, match="已经提出过"):
        dialogue.wish_private(Case.objects.get(pk=public.pk), APPLICANT)
    with pytest.raises(CaseRefused, match="没有选择公开"):
        dialogue.wish_private(sent(desk.unit), APPLICANT)


def test_too_many_questions_wait(desk: Desk, settings: Any) -> None:
    settings.LETTER_RATES = {**settings.LETTER_RATES, "status": "2/m"}
    case = sent(desk.unit)
    citizen = Citizen()
    for _ in range(2):
        citizen.opens(case.number, "wrong99")
    citizen.opens(case.number, CODE)
    assert citizen.response.status_code == 429
    assert "请等" in citizen.reads()


def test_who_guesses_waits_and_who_knows_the_code_does_not(desk: Desk) -> None:
    cases = [sent(desk.unit, title=f"第{number}封", text=f"第{number}封的内容") for number in range(4)]
    for _ in range(4):
        for case in cases:
            assert Citizen().opens(case.number, CODE).response.status_code == 200
    answers = [Citizen().opens(cases[number % 4].number, "wrong99").response.status_code for number in range(12)]
    assert answers == [200] * 11 + [429]
    assert Citizen().opens(cases[0].number, CODE).response.status_code == 429


# One citizen never reads another's.


def test_one_code_opens_no_other_letter(desk: Desk) -> None:
    one, other = sent(desk.unit), sent(desk.unit, title="别人的信", text="别人的内容。", code="x7Yk29pQ")
    assert WRONG in Citizen().opens(other.number, CODE).reads()
    citizen = Citizen().opens(one.number, CODE)
    assert "别人的" not in citizen.response.content.decode()


def test_the_form_of_one_letter_does_nothing_to_another(desk: Desk) -> None:
    one, other = sent(desk.unit), sent(desk.unit, text="别人的内容。", code="x7Yk29pQ")
    citizen, neighbour = Citizen().opens(one.number, CODE), Citizen().opens(other.number, "x7Yk29pQ")
    foreign = neighbour.filled("撤回")
    citizen.posts("/letters/status/act/", foreign)
    assert "别人的内容" not in citizen.response.content.decode()
    for key in ("case", "number", "pk"):
        citizen.posts("/letters/status/act/", {"action": "withdraw", key: other.pk})
    assert set(Case.objects.values_list("status", flat=True)) == {CaseStatus.RECEIVED}


def test_a_cookie_is_not_made_at_home(desk: Desk) -> None:
    case = sent(desk.unit)
    citizen = Citizen()
    citizen.client.cookies["letter"] = signing.dumps([case.pk, "0" * 16], salt="inquiry.letters.open")
    assert case.title not in citizen.goes("/letters/status/").reads()
    citizen.client.cookies["letter"] = f"{case.pk}"
    assert case.title not in citizen.goes("/letters/status/").reads()


def test_a_new_code_closes_what_others_have_open(desk: Desk) -> None:
    case = sent(desk.unit)
    first, second = Citizen().opens(case.number, CODE), Citizen().opens(case.number, CODE)
    second.presses("更换查询码", code="n3wC0de77", code_again="n3wC0de77")
    assert "查询码已更换" in second.reads()
    assert case.title in second.reads()
    assert case.title not in first.goes("/letters/status/").reads()
    assert WRONG in Citizen().opens(case.number, CODE).reads()


def test_half_an_hour_later_the_code_is_asked_for_again(desk: Desk, at: Any) -> None:
    case = in_hand(desk)
    citizen = Citizen().opens(case.number, CODE)
    data = citizen.filled("催办")
    at("2026-03-03 10:31:00+08:00")
    citizen.posts("/letters/status/act/", data)
    assert "没有提交" in citizen.reads()
    assert Case.objects.get().urged == 0


def test_leaving_forgets_the_letter(desk: Desk) -> None:
    case = sent(desk.unit)
    citizen = Citizen().opens(case.number, CODE).presses("退出查询")
    assert case.title not in citizen.goes("/letters/status/").reads()


def test_nothing_changes_by_looking(desk: Desk) -> None:
    case = in_hand(desk)
    citizen = Citizen().opens(case.number, CODE)
    data = citizen.filled("催办")
    for address in ("/letters/status/act/", "/letters/status/leave/"):
        assert citizen.client.get(address, data, HTTP_HOST="portal.localhost").status_code == 405
    assert Case.objects.get().urged == 0


# What can be done.


def test_urged_once_a_day(desk: Desk) -> None:
    case = in_hand(desk)
    citizen = Citizen().opens(case.number, CODE)
    data = citizen.filled("催办")
    citizen.presses("催办")
    assert "已催办。" in citizen.reads()
    assert "您催办了一次。" in citizen.reads()
    citizen.posts("/letters/status/act/", data)
    assert "今天已经催办过" in citizen.reads()
    assert Case.objects.get().urged == 1


def test_a_question_is_answered_and_what_was_typed_stays_after_an_error(desk: Desk) -> None:
    case = in_hand(desk)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    citizen = Citizen().opens(case.number, CODE)
    assert "等您补充" in citizen.reads()
    assert "自 2026 年 3 月 3 日 起暂停" in citizen.fact("期限")
    long = "罗岗镇" * 1000
    citizen.presses("补充", text=long)
    assert "最多 2000 字，现在有 3000 字" in citizen.reads()
    assert citizen.filled("补充")["text"].strip() == long
    citizen.presses("补充", text="罗岗镇")
    assert "已收到您的补充。" in citizen.reads()
    assert Case.objects.get().status == CaseStatus.HANDLING


def test_withdrawn_once(desk: Desk) -> None:
    case = in_hand(desk)
    citizen = Citizen().opens(case.number, CODE)
    data = citizen.filled("撤回")
    citizen.presses("撤回")
    citizen.posts("/letters/status/act/", data)
    assert "办件已办结，不能撤回。" in citizen.reads()
    assert Case.objects.get().outcome == Outcome.WITHDRAWN


def test_answered_rated_and_disputed(desk: Desk) -> None:
    case = answered(desk)
    citizen = Citizen().opens(case.number, CODE)
    assert "校车七点十分到。" in citizen.reads()
    assert citizen.fact("答复日期") == "2026 年 3 月 3 日"
    citizen.presses("评价", satisfaction="9")
    assert "请选择满意度。" in citizen.reads()
    citizen.presses("评价", satisfaction="2", comment="没有说冬天几点。")
    assert "谢谢您的评价。" in citizen.reads()
    citizen.presses("要求重办", reason="没有说冬天几点。")
    case.refresh_from_db()
    assert (case.status, case.satisfaction) == (CaseStatus.DISPUTED, 2)
    assert "复核中" in citizen.reads()


def test_what_would_be_refused_is_not_offered(desk: Desk, at: Any) -> None:
    case = answered(desk)
    at("2026-03-20 10:00:00+08:00")
    citizen = Citizen().opens(case.number, CODE)
    assert {each.get_text(strip=True) for each in citizen.main.find_all("summary")} >= {"评价", "更换查询码"}
    assert "要求重办" not in citizen.reads()
    assert "撤回" not in citizen.reads()


@pytest.mark.parametrize("action", ["", "accept", "answer", "no", "refuse"])
def test_an_applicant_does_only_what_applicants_do(desk: Desk, action: str) -> None:
    case = in_hand(desk)
    citizen = Citizen().opens(case.number, CODE)
    token = citizen.filled("催办")["token"]
    citizen.posts("/letters/status/act/", {"token": token, "action": action, "text": "答复"})
    assert "没有这项操作。" in citizen.reads()
    assert Case.objects.get().status == CaseStatus.HANDLING
    assert not answers.answers_of(case)


# A lost code.


def lost(case: Case, email: str = "JIA@test.localhost ") -> tuple[Citizen, list[str]]:
    citizen = Citizen().goes("/letters/code/").presses("发送邮件", number=case.number, email=email)
    mails = OutboxMessage.objects.filter(subject__contains="更换查询码")
    assert not OutboxMessage.objects.filter(recipient__icontains="jia").exists(), "a citizen's address in plain"
    return citizen, [re.search(r"https?://\S+", each.body).group() for each in mails]


def test_a_lost_code_is_replaced_by_a_link_that_works_once(desk: Desk) -> None:
    case = sent(desk.unit)
    citizen, links = lost(case)
    assert "如果编号和邮箱相符" in citizen.reads()
    (link,) = links
    assert case.number not in link
    assert link.startswith("http://portal.localhost/letters/code/")
    path = link.removeprefix("http://portal.localhost")
    citizen.goes(path)
    assert Citizen().opens(case.number, CODE).fact("在哪里")  # looking changed nothing
    citizen.presses("设置", code="n3wC0de77", code_again="other")
    assert "不一样" in citizen.reads()
    citizen.presses("设置", code="n3wC0de77", code_again="n3wC0de77")
    assert case.title in citizen.reads()
    assert Citizen().opens(case.number, "n3wC0de77").fact("在哪里")
    again = Citizen().goes(path)
    assert again.response.status_code == 410
    assert "已经用过" in again.reads()


def test_the_reply_to_a_lost_code_tells_nothing(desk: Desk) -> None:
    case = sent(desk.unit)
    good, links = lost(case)
    bad, _ = lost(case, "other@test.localhost")
    unknown = Citizen().goes("/letters/code/").presses("发送邮件", number="20260000091", email="jia@test.localhost")
    assert good.reads() == bad.reads() == unknown.reads()
    assert len(links) == OutboxMessage.objects.filter(subject__contains="更换查询码").count() == 1


def test_mails_of_lost_codes_are_few_and_their_links_end(desk: Desk, at: Any) -> None:
    case = sent(desk.unit)
    for _ in range(3):
        _citizen, links = lost(case)
    (link,) = links
    at("2026-03-03 11:01:00+08:00")
    assert Citizen().goes(link.removeprefix("http://portal.localhost")).response.status_code == 410


def test_links_in_mail_lead_to_the_portal_not_to_the_admin(desk: Desk, portal: Staffed, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://admin.localhost"
    sent(desk.unit)
    [message] = [each for each in OutboxMessage.objects.all() if each.address == "jia@test.localhost"]
    assert "http://portal.localhost/letters/status/" in message.body
