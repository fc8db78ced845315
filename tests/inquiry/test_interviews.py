"""在线访谈: announced, asked, and told afterwards; questions are public in the approved transcript alone (Art. 21)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse

from hub.models import AuditEvent
from inquiry.enums import QuestionStatus
from inquiry.models.interview import Interview
from inquiry.models.interview_question import InterviewQuestion
from sites.organisation.measures import measure_named
from tests.inquiry.citizen import PORTAL, Citizen
from tests.inquiry.contents import interview_of, publish
from tests.staffed import Staffed
from tests.story import browser_of

HOST = "jyj.localhost"
GIVEN = {"text": "校车几点到？我的电话是 13800000001", "name": "测试人甲"}
At = Callable[[str], None]


@pytest.fixture
def interview(bureau: Staffed, at: At) -> Interview:
    return publish(interview_of(bureau), bureau)


def asks(interview: Interview, **values: Any) -> Citizen:
    return Citizen(HOST).goes(f"/interviews/{interview.pk}/ask/").presses("提交问题", **GIVEN | values)


def decides(place: Staffed, question: InterviewQuestion, action: str) -> str:
    """What the admin says."""
    url = reverse("interviews_admin:questions", args=[question.interview_id])
    response = browser_of(place.editor).post(url, {"question": question.pk, "action": action})
    return "".join(str(each) for each in get_messages(response.wsgi_request))


def test_it_is_announced_goes_on_and_is_over_by_itself(bureau: Staffed, interview: Interview, at: At) -> None:
    for moment, words, may_ask in (
        ("2026-03-05 14:59+08:00", "预告", True),
        ("2026-03-05 15:00+08:00", "进行中", True),
        ("2026-03-05 15:59+08:00", "进行中", True),
        ("2026-03-05 16:00+08:00", "访谈已经结束，实录审核后在这里公布", False),
    ):
        at(moment)
        citizen = Citizen(HOST).goes(f"/interviews/{interview.pk}/")
        assert words in citizen.reads()
        assert ("我要提问" in citizen.reads()) is may_ask
        assert "测试局长" in citizen.reads()
        assert ("提交问题" in citizen.goes(f"/interviews/{interview.pk}/ask/").reads()) is may_ask
    draft = interview_of(bureau, title="还没有审批")
    assert "还没有审批" not in Citizen(HOST).goes("/interviews/").reads()
    assert Citizen(HOST).goes(f"/interviews/{draft.pk}/").response.status_code == 404


def test_ten_presses_are_one_question_and_what_is_wrong_is_said(interview: Interview, at: At) -> None:
    citizen = Citizen(HOST).goes(f"/interviews/{interview.pk}/ask/")
    form = citizen.filled("提交问题", **GIVEN)
    for _ in range(10):
        assert "已收到您的提问" in citizen.posts(f"/interviews/{interview.pk}/ask/", form).reads()
    question = InterviewQuestion.objects.get()
    assert (question.name, question.shows_name) == ("测试人甲", False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, name FROM inquiry_interviewquestion")
        assert not {"校车", "测试人甲"} & set("".join(cursor.fetchone()))
    assert "请写下您的问题" in asks(interview, text=" ").reads()
    assert "最多 500 字，现在有 501 字" in asks(interview, text="长" * 501).reads()
    late = Citizen(HOST).goes(f"/interviews/{interview.pk}/ask/")
    form = late.filled("提交问题", **GIVEN)
    at("2026-03-05 16:00+08:00")
    assert "不再接受提问" in late.posts(f"/interviews/{interview.pk}/ask/", form).reads()
    assert InterviewQuestion.objects.count() == 1


def test_a_question_is_read_only_in_the_approved_transcript(bureau: Staffed, interview: Interview, at: At) -> None:
    asks(interview)
    asks(interview, text="学费多少？", shows_name="on", name="阳光")
    first, second = InterviewQuestion.objects.order_by("pk")
    page = Citizen(HOST).goes(f"/interviews/{interview.pk}/")
    assert "收到网友提问 2 条" in page.reads()
    assert "校车几点到" not in page.reads()
    assert decides(bureau, first, "take") == "已采用。"
    assert decides(bureau, second, "take") == "已采用。"
    assert "已经处理过" in decides(bureau, first, "pass")
    draft = Interview.objects.get().get_latest_revision_as_object()
    said = [(block.value["speaker"], block.value["text"]) for block in draft.transcript]
    assert said == [("网友", "校车几点到？我的电话是 ×××××××××××"), ("阳光", "学费多少？")]
    assert "校车几点到" not in Citizen(HOST).goes(f"/interviews/{interview.pk}/").reads()
    draft.transcript.append(("speech", {"speaker": "测试局长", "text": "七点十分。", "said_at": None}))
    draft.save_revision(user=bureau.editor)
    publish(interview, bureau)
    page = Citizen(HOST).goes(f"/interviews/{interview.pk}/")
    assert "校车几点到" in page.reads()
    assert "七点十分" in page.reads()
    assert not {"13800000001", "测试人甲"} & set(page.reads().split())
    assert AuditEvent.objects.filter(action="处理访谈提问").count() == 2


def test_what_is_under_approval_takes_in_no_question(
    bureau: Staffed, other_bureau: Staffed, interview: Interview
) -> None:
    asks(interview)
    question = InterviewQuestion.objects.get()
    interview.get_workflow().start(interview, bureau.editor)
    assert "正在审批" in decides(bureau, question, "take")
    assert InterviewQuestion.objects.get().status == QuestionStatus.WAITING
    decides(other_bureau, question, "pass")
    assert InterviewQuestion.objects.get().status == QuestionStatus.WAITING
    for nonsense in ("", "open"):
        assert decides(bureau, question, nonsense) == "没有这个问题。"
    assert decides(bureau, question, "pass") == "未采用。"


def test_lists_search_and_the_yearly_report_know_it(bureau: Staffed, interview: Interview) -> None:
    asks(interview)
    decides(bureau, InterviewQuestion.objects.get(), "take")
    link = Citizen(PORTAL).goes("/interviews/").main.find("a", string=interview.title)
    assert link["href"] == f"http://{HOST}/interviews/{interview.pk}/"
    assert interview.title in Citizen(HOST).client.get("/interviews/rss.xml", HTTP_HOST=HOST).content.decode()
    found = Citizen(HOST).client.get("/api/v1/contents/interview", HTTP_HOST=HOST).json()
    assert [each["title"] for each in found["items"]] == [interview.title]
    figures = {
        name: measure_named(f"interviews.{name}").count(bureau.unit, date(2026, 1, 1), date(2026, 12, 31))
        for name in ("held", "questions", "answered")
    }
    assert figures == {"held": 1, "questions": 1, "answered": 1}
