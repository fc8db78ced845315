"""What people said to consultations, interviews and surveys goes when its time is over (个人信息保护法 Arts. 19, 47).

Figures, and what leaders have approved, stay: the outcome, the transcript, how many said what.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from hub.calendar import Terms
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.interview_question import InterviewQuestion
from inquiry.models.survey_answer import SurveyText
from sites.casework.retention import GONE, TERM


@transaction.atomic
def erase_old_opinions() -> int:
    """Of what ended longer ago than the term. How many."""
    today, terms = timezone.localdate(), Terms.load()

    def over(ends: Iterable[date | datetime | None]) -> list[date | datetime]:
        return [end for end in ends if end is not None and terms.due(TERM, _day(end)).on < today]

    comments = ConsultationComment.objects.filter(erased_on=None)
    ends = comments.order_by().values_list("consultation__closes_on", flat=True).distinct()
    done = comments.filter(consultation__closes_on__in=over(ends)).update(
        name="", contact="", text=GONE, answers="", erased_on=today
    )
    questions = InterviewQuestion.objects.filter(erased_on=None)
    ends = questions.order_by().values_list("interview__ends_at", flat=True).distinct()
    done += questions.filter(interview__ends_at__in=over(ends)).update(name="", text=GONE, erased_on=today)
    ends = SurveyText.objects.order_by().values_list("answer__survey__closes_at", flat=True).distinct()
    return done + SurveyText.objects.filter(answer__survey__closes_at__in=over(ends)).delete()[0]


def _day(end: date | datetime) -> date:
    return timezone.localdate(end) if isinstance(end, datetime) else end
