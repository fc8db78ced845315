"""Letters that stand on the site, and how they leave it; figures (Arts. 21–24)."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag
from django.test import Client

from inquiry.letters.figures import figures_of
from inquiry.models.hot_question import HotQuestion
from search.indexing import drain_database
from sites.approval.enums import RemovalKind
from sites.approval.removals import decide_removal, open_request
from sites.casework.actions import answers, assigning
from sites.casework.actions.aftermath import rate_case
from sites.casework.actions.step import CaseRefused
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.rights import APPLICANT
from tests.casework.desk import CODE, Desk, answered, centre_seat, in_hand, sent
from tests.inquiry.citizen import Citizen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PUBLIC = {"publishes": True, "public_title": "校车时间", "public_question": "新学期校车几点到？"}


def published(desk: Desk, **fields: Any) -> Case:
    own = {"title": "一封自己的信", "text": "孩子叫示例，几点去等车？"}
    return answered(desk, in_hand(desk, wishes_public=True, **own | fields), **PUBLIC)


def is_seen(case: Case, host: str = "jyj.localhost") -> dict[str, bool]:
    """Where the letter is found."""
    drain_database()
    client, number = Client(HTTP_HOST=host), case.number
    return {
        "page": client.get(f"/letters/{number}/").status_code == 200,
        "list": number in client.get("/letters/").content.decode(),
        "list of the group": number in Client(HTTP_HOST="portal.localhost").get("/letters/").content.decode(),
        "search": number in client.get("/search/?q=校车时间").content.decode(),
        "feed": number in client.get("/letters/rss.xml").content.decode(),
        "sitemap": number in client.get("/sitemap.letter-1.xml").content.decode(),
        "api": number in client.get("/api/v1/contents/letter").content.decode(),
    }


def test_answers_that_are_known_stand_before_the_press_and_hinder_nobody(desk: Desk) -> None:
    case = published(desk)
    citizen = Citizen("jyj.localhost").writes(title="学校校车时间", text="校车什么时候来？", unit="")
    assert "这些答复解决了您的问题吗？" in citizen.reads()
    assert "校车七点十分到。" in citizen.reads()
    assert f"/letters/{case.number}/" in str(citizen.main)
    assert citizen.presses("提交").fact("编号")
    for unlike in (
        Citizen("jyj.localhost").writes(title="路灯不亮", text="路灯坏了。"),
        Citizen("jyj.localhost").writes("complaint", title="学校校车时间", text="校车没有来。"),
    ):
        assert "还没有提交" in unlike.reads()
        assert "解决了您的问题吗" not in unlike.reads()


def test_hot_questions_stand_first_as_long_as_they_are_public(desk: Desk, other_desk: Desk) -> None:
    case, other = published(desk), published(other_desk, text="另一件")
    HotQuestion.objects.create(letter_number=case.number)
    HotQuestion.objects.create(letter_number=other.number, sort_order=1)
    HotQuestion.objects.create(letter_number=sent(desk.unit, title="没有公开").number)

    def hot(host: str, query: str = "") -> list[str]:
        section = Citizen(host).goes(f"/letters/{query}").page.find(attrs={"aria-labelledby": "letters-hot"})
        return [str(link["href"])[-12:-1] for link in section.find_all("a")] if isinstance(section, Tag) else []

    assert hot("portal.localhost") == [other.number, case.number]
    assert hot("jyj.localhost") == [case.number]
    assert hot("portal.localhost", "?q=校车") == []
    Reply.objects.filter(assignment__case=case).update(live=False)
    assert hot("jyj.localhost") == []


def test_article_22_a_published_letter_says_when_who_and_what(desk: Desk) -> None:
    case = published(desk)
    citizen = Citizen("jyj.localhost").goes(f"/letters/{case.number}/")
    assert citizen.fact("受理日期") == "2026 年 3 月 3 日"
    assert citizen.fact("答复日期") == "2026 年 3 月 3 日"
    assert citizen.fact("答复部门") == "兴宁市教育局"
    assert "新学期校车几点到？" in citizen.reads()
    assert "校车七点十分到。" in citizen.reads()
    shown = citizen.response.content.decode()
    for private in ("测试人甲", "13800000001", "jia@test.localhost", case.text, case.title, CODE):
        assert private not in shown
    assert set(is_seen(case).values()) == {True}


def test_article_23_answers_of_several_units_stand_together(
    desk: Desk, other_desk: Desk, centre: dict[Any, Any]
) -> None:
    case = sent(desk.unit, wishes_public=True)
    assigning.assign_case(case, centre_seat(case, centre), desk.unit, [other_desk.unit])
    for each, text in ((other_desk, "费用由财政承担。"), (desk, "七点十分。")):
        reply = answers.draft_answer(case, each.seat(case), text=text, **PUBLIC)
        answers.send_answer(case, each.seat(case))
        each.approve(reply)
    citizen = Citizen("jyj.localhost").goes(f"/letters/{case.number}/")
    assert citizen.fact("答复部门") == "兴宁市教育局 、 兴宁市财政局"
    assert "费用由财政承担。" in citizen.reads()
    assert Citizen().goes("/letters/").reads().count("校车时间") == 1


def test_who_does_not_wish_it_is_not_published(desk: Desk) -> None:
    case = in_hand(desk)
    answers.draft_answer(case, desk.seat(case), text="七点十分。", **PUBLIC)
    with pytest.raises(CaseRefused, match="不愿意公开"):
        answers.send_answer(case, desk.seat(case))


def test_complaints_and_unpublished_answers_are_not_seen(desk: Desk) -> None:
    case = answered(desk)
    assert set(is_seen(case).values()) == {False}


@pytest.mark.parametrize("way", ["taken down", "no longer published"])
def test_a_withdrawal_takes_it_out_of_everything_at_once(desk: Desk, way: str) -> None:
    case = published(desk)
    assert set(is_seen(case).values()) == {True}
    reply = Reply.objects.get()
    if way == "taken down":
        _take_down(reply, desk)
    else:
        answers_again(reply, desk, publishes=False)
    assert set(is_seen(case).values()) == {False}
    assert "校车七点十分到。" in Citizen().opens(case.number, CODE).reads()


def answers_again(reply: Reply, desk: Desk, **values: Any) -> None:
    draft = Reply.objects.get(pk=reply.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(user=desk.officer)
    Reply.objects.get(pk=reply.pk).get_workflow().start(Reply.objects.get(pk=reply.pk), desk.officer)
    desk.approve(reply)


def _take_down(reply: Reply, desk: Desk) -> None:
    public = Reply.objects.get(pk=reply.pk)
    decision = open_request(public, RemovalKind.UNPUBLISH, desk.officer, "写错了")
    decide_removal(decision, desk.leader, approve=True)


def test_the_list_is_narrowed_by_kind_year_unit_and_words(desk: Desk, other_desk: Desk) -> None:
    one = published(desk)
    published(other_desk, kind="suggestion", text="另外一件。")
    portal = Citizen()
    for query, count in (
        ("", 2), ("?kind=suggestion", 1), ("?unit=jyj", 1), ("?year=2026", 2), ("?year=2025", 0), ("?q=校车", 2),
        ("?q=没有的词", 0), ("?q=校车+几点&kind=consultation", 1), ("?kind=nonsense&year=20260&unit=%00&q=%00", 2),
    ):  # fmt: skip
        portal.goes(f"/letters/{query}")
        assert portal.response.status_code == 200
        assert len(portal.main.select(".notice-list li")) == count, query
    assert portal.goes("/letters/?q=a").page.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"
    assert f"http://jyj.localhost/letters/{one.number}/" in portal.goes("/letters/").response.content.decode()
    own = Citizen("jyj.localhost").goes("/letters/")
    assert len(own.main.select(".notice-list li")) == 1


def test_a_letter_of_another_site_is_not_found(desk: Desk) -> None:
    case = published(desk)
    assert Citizen("portal.localhost").goes(f"/letters/{case.number}/").response.status_code == 404


def test_figures_say_what_was_received_and_answered_in_time(desk: Desk, at: Any) -> None:
    published(desk)
    late = in_hand(desk, text="第二件。")
    sent(desk.unit, text="第三件。")
    at("2026-03-09 10:00:00+08:00")
    answered(desk, late)
    (line,) = figures_of(2026)
    assert (line.received, line.answered, line.in_time, sorted(line.days)) == (3, 2, 1, [0, 4])
    citizen = Citizen("jyj.localhost").goes("/letters/figures/")
    row = [cell.get_text(strip=True) for cell in citizen.main.select("tbody tr")[0].find_all(["th", "td"])]
    assert row == ["市教育局", "3", "2", "50%", "2", "—"]
    assert "今年办理情况 收到 3 封" in Citizen().goes("/letters/").reads()


def test_few_ratings_are_not_shown(desk: Desk) -> None:
    for number in range(5):
        assert figures_of(2026) == [] or figures_of(2026)[0].satisfied_percent is None
        rate_case(answered(desk, in_hand(desk, text=f"第{number}件。")), APPLICANT, 5 if number else 1)
    assert figures_of(2026)[0].satisfied_percent == 80


def test_pages_cost_few_queries(desk: Desk, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        case = published(desk, text=f"第{number}件。")
    for url in ("/letters/", "/letters/figures/", f"/letters/{case.number}/"):
        with django_assert_max_num_queries(20):
            assert Client(HTTP_HOST="jyj.localhost").get(url).status_code == 200
