"""Answers of a survey as figures, for the public and for who keeps it; and what the yearly report counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from hub import caching
from inquiry.enums import ShowsResults
from inquiry.models.survey import Survey
from inquiry.models.survey_answer import SurveyAnswer, SurveyText
from inquiry.stages import Stage
from inquiry.surveys.results import QuestionResult, counted
from sites.organisation import measures
from sites.organisation.measures import Measure
from sites.organisation.models.unit import Unit

SECONDS = 60


@dataclass(frozen=True)
class Results:
    answers: int
    questions: list[QuestionResult]


@dataclass(frozen=True)
class PublicResults:
    """`results` with figures, or in `why_not` why there are none."""

    results: Results | None = None
    why_not: str = ""


def results_of(survey: Survey) -> Results:
    """As they stand now. Two queries."""
    chosen = list(survey.answers.values_list("chosen", flat=True))
    rows = SurveyText.objects.filter(answer__survey=survey).values_list("question").annotate(number=Count("pk"))
    return Results(len(chosen), counted(survey.asked, chosen, dict(rows.order_by("question"))))


def public_results(survey: Survey, now: datetime) -> PublicResults:
    """At most a minute old."""
    stage = survey.stage(now)
    if stage is Stage.BEFORE:
        return PublicResults()
    if stage is Stage.DURING and survey.shows_results == ShowsResults.AFTERWARDS:
        return PublicResults(why_not="结果在调查结束后显示。")
    key = f"survey:{survey.pk}:{survey.live_digest[:16]}:{stage}"
    found = caching.get_or_set(key, lambda: results_of(survey), SECONDS)
    if found.answers < survey.fewest:
        return PublicResults(why_not=f"不足 {survey.fewest} 份，暂不显示。")
    return PublicResults(results=found)


def register_measures() -> None:
    measures.register(Measure("surveys.held", "网上调查（期）", _held))
    measures.register(Measure("surveys.answers", "网上调查收到答卷（份）", _answers))


def _held(unit: Unit, first: date, last: date) -> int:
    public = Survey.objects.filter(unit=unit, first_published_at__isnull=False)
    return public.filter(opens_at__date__range=(first, last)).count()


def _answers(unit: Unit, first: date, last: date) -> int:
    return SurveyAnswer.objects.filter(survey__unit=unit, answered_at__date__range=(first, last)).count()
