"""The demonstration's consultation, survey and interview: public by real approvals, each once."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from demo.participation import ANSWERS, load_participation
from demo.texts.participation import COMMENTS, QUESTIONS
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from inquiry.models.interview import Interview
from inquiry.models.interview_question import InterviewQuestion
from inquiry.models.survey import Survey
from inquiry.models.survey_answer import SurveyAnswer
from tests.factories import column_of
from tests.inquiry.citizen import Citizen
from tests.staffed import Staffed


@pytest.mark.django_db
def test_each_is_public_and_nothing_twice(bureau: Staffed) -> None:
    columns = {("jyj", "news/notices"): column_of(bureau.site, "news/notices")}
    loader = SimpleNamespace(track=lambda rows, label: rows, columns=columns)
    for _ in range(2):
        load_participation(loader)
    assert [model.objects.filter(live=True).count() for model in (ConsultationPage, Survey, Interview)] == [1, 1, 1]
    assert ConsultationComment.objects.count() == len(COMMENTS)
    assert SurveyAnswer.objects.count() == ANSWERS
    assert InterviewQuestion.objects.count() == len(QUESTIONS)
    for path in ("consultations", "surveys", "interviews"):
        assert "示例" in Citizen().goes(f"/{path}/").reads()
