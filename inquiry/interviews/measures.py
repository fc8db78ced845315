"""What the yearly report counts of interviews."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from inquiry.enums import QuestionStatus
from inquiry.models.interview import Interview
from inquiry.models.interview_question import InterviewQuestion
from sites.organisation import measures
from sites.organisation.measures import Measure
from sites.organisation.models.unit import Unit


def register_measures() -> None:
    measures.register(Measure("interviews.held", "在线访谈（期）", _held))
    measures.register(Measure("interviews.questions", "在线访谈网民提问（条）", _questions))
    measures.register(Measure("interviews.answered", "在线访谈答复网民提问（条）", _answered))


def _held(unit: Unit, first: date, last: date) -> int:
    public = Interview.objects.filter(unit=unit, first_published_at__isnull=False)
    return public.filter(begins_at__date__range=(first, last)).count()


def _of_interviews(unit: Unit, first: date, last: date) -> QuerySet[InterviewQuestion]:
    return InterviewQuestion.objects.filter(interview__unit=unit, interview__begins_at__date__range=(first, last))


def _questions(unit: Unit, first: date, last: date) -> int:
    return _of_interviews(unit, first, last).count()


def _answered(unit: Unit, first: date, last: date) -> int:
    """Those that the unit took into the transcript."""
    return _of_interviews(unit, first, last).filter(status=QuestionStatus.TAKEN).count()
