"""网上调查: opens and closes by itself, asks for no name, counts each form once, shows what was answered (Art. 21)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from inquiry.enums import ShowsResults
from inquiry.models.survey import Survey
from inquiry.models.survey_answer import SurveyAnswer, SurveyText
from sites.approval.actions import SubmissionRefused
from sites.approval.gate import PublicationRefused
from sites.organisation.measures import measure_named
from tests.inquiry.citizen import PORTAL, Citizen
from tests.inquiry.contents import QUESTIONS, publish, survey_of
from tests.staffed import Staffed
from tests.story import approve, browser_of

HOST = "jyj.localhost"
GIVEN = {"q1": "1", "q2": ["0", "2"], "q3": "4", "q4": "站牌太旧，打 13800000001 找我"}
At = Callable[[str], None]


@pytest.fixture
def survey(bureau: Staffed, at: At) -> Survey:
    return publish(survey_of(bureau), bureau)


def answers(survey: Survey, host: str = HOST, **values: Any) -> Citizen:
    """Somebody with a browser of their own."""
    return Citizen(host).goes(f"/surveys/{survey.pk}/answer/").presses("提交答卷", **GIVEN | values)


def test_nothing_is_public_before_its_leader_approved(bureau: Staffed, at: At) -> None:
    draft = survey_of(bureau)
    draft.live = True
    with pytest.raises(PublicationRefused):
        draft.save()
    draft = Survey.objects.get()
    for path in ("", "answer/", "thanks/"):
        assert Citizen(HOST).goes(f"/surveys/{draft.pk}/{path}").response.status_code == 404
    assert "暂无网上调查" in Citizen(HOST).goes("/surveys/").reads()


def test_it_opens_and_closes_to_the_minute(survey: Survey, at: At) -> None:
    for moment, words, button in (
        ("2026-03-03 08:59+08:00", "调查还没有开始", False),
        ("2026-03-03 09:00+08:00", "进行中", True),
        ("2026-03-10 17:29+08:00", "进行中", True),
        ("2026-03-10 17:30+08:00", "调查已经结束", False),
    ):
        at(moment)
        citizen = Citizen(HOST).goes(f"/surveys/{survey.pk}/")
        assert words in citizen.reads()
        assert ("填写问卷" in citizen.reads()) is button
        assert ("提交答卷" in citizen.goes(f"/surveys/{survey.pk}/answer/").reads()) is button


def test_a_form_of_before_the_end_comes_after_it(survey: Survey, at: At) -> None:
    citizen = Citizen(HOST).goes(f"/surveys/{survey.pk}/answer/")
    form = citizen.filled("提交答卷", **GIVEN)
    at("2026-03-10 17:30+08:00")
    assert "调查已经结束" in citizen.posts(f"/surveys/{survey.pk}/answer/", form).reads()
    assert not SurveyAnswer.objects.exists()


def test_ten_presses_are_one_answer_and_the_browser_remembers(survey: Survey) -> None:
    citizen = Citizen(HOST).goes(f"/surveys/{survey.pk}/answer/")
    form = citizen.filled("提交答卷", **GIVEN)
    for _ in range(10):
        assert "已收到您的答卷" in citizen.posts(f"/surveys/{survey.pk}/answer/", form).reads()
    assert SurveyAnswer.objects.get().chosen == {"1": [1], "2": [0, 2], "3": [4]}
    assert "已经答过" in citizen.goes(f"/surveys/{survey.pk}/answer/").reads()
    assert "已经答过" in citizen.goes(f"/surveys/{survey.pk}/").reads()
    assert "提交答卷" in Citizen(HOST).goes(f"/surveys/{survey.pk}/answer/").reads()


def test_what_is_wrong_stands_beside_the_questions_and_above(survey: Survey) -> None:
    citizen = answers(survey, q1="7", q2=["0", "1", "2"], q3="", q4="长" * 501)
    assert citizen.reads().count("请从列出的选项里选择") == 2
    assert citizen.reads().count("最多选 2 项，现在选了 3 项") == 2
    assert "最多 500 字，现在有 501 字" in citizen.reads()
    assert citizen.page.find(id="survey-q2_1").has_attr("checked")
    anchors = [each["href"][1:] for each in citizen.main.select(".letter-problems a")]
    assert anchors == ["survey-q1_0", "survey-q2_0", "survey-q4"]
    assert all(citizen.page.find(id=each) for each in anchors)
    forged = answers(survey, form_key="forged")
    assert "再提交一次" in forged.reads()
    assert not SurveyAnswer.objects.exists()
    answers(survey, q3=None, q4="")
    assert SurveyAnswer.objects.get().chosen == {"1": [1], "2": [0, 2]}


def test_nothing_says_who_answered_and_texts_are_encrypted(survey: Survey) -> None:
    answers(survey)
    assert {field.name for field in SurveyAnswer._meta.get_fields()} == {
        "id", "survey", "form_key", "answered_at", "chosen", "texts",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM inquiry_surveytext")
        assert "站牌" not in cursor.fetchone()[0]
    assert "站牌" in SurveyText.objects.get().text


def test_questions_stay_as_they_are_once_somebody_has_answered(bureau: Staffed, survey: Survey) -> None:
    draft = survey.get_latest_revision_as_object()
    draft.questions = QUESTIONS[:2]
    draft.save_revision(user=bureau.editor)
    survey = Survey.objects.get()
    survey.get_workflow().start(survey, bureau.editor)
    answers(survey)
    approve(survey, (bureau.reviewer, bureau.leader))
    assert len(Survey.objects.get().asked) == 4
    draft.live = True
    with pytest.raises(PublicationRefused, match="已经有人回答，问题不能再改"):
        draft.save()
    with pytest.raises(ValidationError, match="已经有人回答"):
        draft.full_clean()
    with pytest.raises(SubmissionRefused, match="请另建一份调查"):
        publish(survey, bureau)


def test_the_rest_may_change_with_the_approvals(bureau: Staffed, survey: Survey, at: At) -> None:
    answers(survey)
    draft = survey.get_latest_revision_as_object()
    draft.closes_at, draft.findings = datetime.fromisoformat("2026-03-20 17:30+08:00"), "增加两个站点。"
    draft.save_revision(user=bureau.editor)
    assert "增加两个站点" not in Citizen(HOST).goes(f"/surveys/{survey.pk}/").reads()
    publish(survey, bureau)
    at("2026-03-15 10:00+08:00")
    page = Citizen(HOST).goes(f"/surveys/{survey.pk}/").reads()
    assert "增加两个站点" in page
    assert "填写问卷" in page


def test_results_come_after_the_end_from_the_fewest_on_with_the_base(survey: Survey, at: At) -> None:
    for number in range(5):
        answers(survey, q1=str(number % 2), q3=str(number) if number else None, q4="写给您" if number else "")
        if number == 3:
            assert "结果在调查结束后显示" in Citizen(HOST).goes(f"/surveys/{survey.pk}/").reads()
    at("2026-03-11 09:00+08:00")
    citizen = Citizen(HOST).goes(f"/surveys/{survey.pk}/")
    page = citizen.reads()
    assert "共收到 5 份答卷" in page
    assert "写给您" not in page
    rows = [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in citizen.main.select("tbody tr")
    ]
    assert rows[:6] == [
        ["步行", "3", "60.0%"], ["校车", "2", "40.0%"], ["私家车", "0", "0.0%"],
        ["时间", "5", "100.0%"], ["线路", "0", "0.0%"], ["站点", "5", "100.0%"],
    ]  # fmt: skip
    assert "4 人回答。平均 3.5 分" in page
    assert "各项百分比相加可超过 100%" in page
    assert "4 人写了意见" in page
    for chart in citizen.main.select("svg[role=img]"):
        assert citizen.page.find(id=chart["aria-describedby"]).name == "table"


def test_a_few_answers_are_not_shown(bureau: Staffed, at: At) -> None:
    survey = publish(survey_of(bureau, shows_results=ShowsResults.AT_ONCE), bureau)
    for _ in range(4):
        answers(survey)
    page = Citizen(HOST).goes(f"/surveys/{survey.pk}/")
    assert "不足 5 份，暂不显示" in page.reads()
    assert not page.main.find("table")


def test_the_unit_reads_masked_texts_and_takes_a_file(
    bureau: Staffed, other_bureau: Staffed, survey: Survey, at: At
) -> None:
    answers(survey)
    url = reverse("surveys_admin:results", args=[survey.pk])
    page = browser_of(bureau.editor).get(url).content.decode()
    assert "站牌太旧" in page
    assert "13800000001" not in page
    for person in (other_bureau.editor, bureau.reviewer):
        assert browser_of(person).get(url).status_code in (302, 403)
    wanted = ["1", "2026-03-03", "校车", "时间；站点", "5 分（很满意）", "站牌太旧，打 ××××××××××× 找我"]
    export = {
        form: browser_of(bureau.editor).get(reverse("surveys_admin:export", args=[survey.pk, form]))
        for form in ("csv", "xlsx", "exe")
    }
    assert list(csv.reader(io.StringIO(export["csv"].content.decode("utf-8-sig"))))[1] == wanted
    sheet = load_workbook(io.BytesIO(export["xlsx"].content)).active
    assert [str(cell.value) for cell in sheet[2]] == wanted
    assert export["exe"].status_code == 404


def test_it_stands_on_its_own_site_and_in_the_lists_of_the_group(
    bureau: Staffed, other_bureau: Staffed, survey: Survey
) -> None:
    assert "校车调查" in Citizen(HOST).goes("/surveys/").reads()
    link = Citizen(PORTAL).goes("/surveys/").main.find("a", string="校车调查")
    assert link["href"] == f"http://{HOST}/surveys/{survey.pk}/"
    assert Citizen(PORTAL).goes(f"/surveys/{survey.pk}/").response.status_code == 404
    assert "校车调查" in Citizen(HOST).client.get("/surveys/rss.xml", HTTP_HOST=HOST).content.decode()
    assert "校车调查" in Citizen(HOST).client.get("/api/v1/contents/survey", HTTP_HOST=HOST).content.decode()
    page = Citizen(HOST).goes(f"/zh-hant/surveys/{survey.pk}/")
    assert "校車調查" in page.reads()
    assert "noindex" not in page.response.content.decode()


def test_too_many_from_one_address_wait(survey: Survey, settings: Any) -> None:
    settings.LETTER_RATES = {**settings.LETTER_RATES, "survey": "1/h"}
    answers(survey)
    assert "请求过多" in answers(survey).reads()
    assert SurveyAnswer.objects.count() == 1


def test_the_yearly_report_counts_them(bureau: Staffed, survey: Survey) -> None:
    answers(survey)
    year = date(2026, 1, 1), date(2026, 12, 31)
    assert measure_named("surveys.held").count(bureau.unit, *year) == 1
    assert measure_named("surveys.answers").count(bureau.unit, *year) == 1
    assert measure_named("surveys.held").count(bureau.unit, date(2025, 1, 1), date(2025, 12, 31)) == 0
