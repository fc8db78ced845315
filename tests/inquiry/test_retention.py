"""What people said to consultations, interviews and surveys goes when its time is over; figures stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from hub.scheduler.registry import JobFailed
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.interview_question import InterviewQuestion
from inquiry.models.survey_answer import SurveyAnswer, SurveyText
from inquiry.retention import erase_old_opinions
from sites.casework import retention
from sites.casework.actions.aftermath import rate_case
from sites.casework.models.applicant import Applicant
from sites.casework.models.case import Case
from sites.casework.rights import APPLICANT
from tests.casework.desk import Desk, answered, in_hand
from tests.inquiry.consulting import comments
from tests.inquiry.consulting import public as consultation_of
from tests.inquiry.contents import interview_of, publish, survey_of
from tests.inquiry.test_interviews import asks
from tests.inquiry.test_surveys import answers

pytestmark = pytest.mark.django_db
PRIVATE = ("测试人甲", "13800000001", "每镇加一班校车", "站牌太旧")


def readable() -> str:
    """All that opens with our keys."""
    said = [[each.name, each.contact, each.text, each.answers] for each in ConsultationComment.objects.all()]
    asked = [[each.name, each.text] for each in InterviewQuestion.objects.all()]
    return str([said, asked, [each.text for each in SurveyText.objects.all()]])


def test_what_people_said_goes_and_how_many_they_were_stays(desk: Desk, at: Callable[[str], None]) -> None:
    comments(consultation_of(desk), name="测试人甲", contact="13800000001")
    answers(publish(survey_of(desk.place), desk.place))
    asks(publish(interview_of(desk.place), desk.place))
    for private in PRIVATE:
        assert private in readable()
    at("2027-12-31 03:52+08:00")
    assert erase_old_opinions() == 0
    at("2028-06-30 03:52+08:00")
    assert erase_old_opinions() == 3
    for private in PRIVATE:
        assert private not in readable()
    assert (ConsultationComment.objects.count(), InterviewQuestion.objects.count()) == (1, 1)
    assert SurveyAnswer.objects.get().chosen
    assert erase_old_opinions() == 0, "a second time there is nothing left"


def test_a_case_that_cannot_be_erased_holds_up_no_other(
    desk: Desk, at: Callable[[str], None], monkeypatch: Any
) -> None:
    cases = [answered(desk, in_hand(desk, text=f"第 {number} 封信")) for number in (1, 2)]
    for case in cases:
        rate_case(case, APPLICANT, 5)
    at("2028-06-30 03:50+08:00")
    erase = retention.erase_case

    def breaks(case: Case) -> object:
        if case.pk == cases[0].pk:
            raise RuntimeError("damaged")
        return erase(case)

    monkeypatch.setattr(retention, "erase_case", breaks)
    with pytest.raises(JobFailed, match="damaged"):
        retention.erase_old()
    assert [each.case_id for each in Applicant.objects.all()] == [cases[0].pk]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_case WHERE erased_on IS NOT NULL")
        assert cursor.fetchone() == (1,)
