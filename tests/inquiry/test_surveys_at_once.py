"""The same form twice at the same moment, and an answer while questions change (PostgreSQL)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from inquiry.models.interview_question import InterviewQuestion
from inquiry.models.survey import Survey
from inquiry.models.survey_answer import SurveyAnswer
from sites.pages.provisioning.actions import create_site
from tests.factories import education_unit, portal_unit, staff
from tests.inquiry.citizen import Citizen
from tests.inquiry.contents import QUESTIONS, interview_of, publish, survey_of
from tests.staffed import Staffed
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HOST = "jyj.localhost"
GIVEN = {"q1": "1", "q2": ["0"], "q3": "4", "q4": "建议"}


@pytest.fixture
def place(transactional_db: None) -> Staffed:
    create_site(portal_unit())
    unit = education_unit()
    return Staffed(unit, create_site(unit), staff(unit))


def test_two_presses_at_once_are_one(place: Staffed) -> None:
    now = timezone.now()
    times = now - timedelta(hours=1), now + timedelta(hours=1)
    survey = publish(survey_of(place, opens_at=times[0], closes_at=times[1]), place)
    interview = publish(interview_of(place, begins_at=times[0], ends_at=times[1]), place)
    for path, button, values in (
        (f"/surveys/{survey.pk}/answer/", "提交答卷", GIVEN),
        (f"/interviews/{interview.pk}/ask/", "提交问题", {"text": "校车几点到？"}),
    ):
        form = Citizen(HOST).goes(path).filled(button, **values)
        pages = together(*[lambda: Citizen(HOST).posts(path, form).reads()] * 2)  # noqa: B023  run at once
        assert any("已收到您的" in str(page) for page in pages), pages
    assert SurveyAnswer.objects.count() == 1
    assert InterviewQuestion.objects.count() == 1
    _change_while_somebody_answers(place)


def _change_while_somebody_answers(place: Staffed) -> None:
    """Whoever comes first: what is stored was an answer to what is asked."""
    now = timezone.now()
    survey = survey_of(place, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1))
    survey = publish(survey, place)
    form = Citizen(HOST).goes(f"/surveys/{survey.pk}/answer/").filled("提交答卷", **GIVEN)
    draft = survey.get_latest_revision_as_object()
    draft.questions = QUESTIONS[:1]
    draft.save_revision(user=place.editor)

    def answer() -> Any:
        return Citizen(HOST).posts(f"/surveys/{survey.pk}/answer/", form).reads()

    together(answer, lambda: publish(Survey.objects.get(pk=survey.pk), place))
    asked = Survey.objects.get(pk=survey.pk).asked
    assert all(len(given) <= len(asked) for given in survey.answers.values_list("chosen", flat=True))
