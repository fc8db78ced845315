"""One consultation, one survey, one interview of the invented group, by the actions that people use."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import WorkflowMixin

from demo.review import author_of, take_step
from demo.texts import participation as texts
from inquiry.consultations.actions import keep_comment
from inquiry.consultations.enums import ConsultationKind
from inquiry.enums import ShowsResults
from inquiry.interviews.actions import ask_question
from inquiry.models.consultation_page import ConsultationPage
from inquiry.models.interview import Interview
from inquiry.models.survey import Survey
from inquiry.surveys.actions import answer_survey
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.organisation.models.unit import Unit
from sites.pages.models.column_page import ColumnPage

UNIT = "jyj"
COLUMN = "news/notices"
ANSWERS = 24


def load_participation(loader: Any) -> None:
    """What is there is not made again."""
    unit = Unit.objects.get(code=UNIT)
    column = loader.columns[UNIT, COLUMN]
    steps = (lambda: _consult(unit, column), lambda: _ask(unit), lambda: _announce(unit))
    for step in loader.track(steps, "征集、调查和访谈"):
        with transaction.atomic():
            step()


def _consult(unit: Unit, column: ColumnPage) -> None:
    page = ConsultationPage.objects.filter(title=texts.CONSULTATION["title"]).first()
    if page is None:
        page = ConsultationPage(
            **texts.CONSULTATION,
            kind=ConsultationKind.NORMATIVE,
            closes_on=timezone.localdate() + timedelta(days=35),
            live=False,
            owner=author_of(unit),
        )
        column.add_child(instance=page)
        _approve(page, unit)
    for number, text in enumerate(texts.COMMENTS):
        keep_comment(
            ConsultationPage.objects.get(pk=page.pk),
            f"demo-comment-{number}",
            timezone.now(),
            text=text,
            privacy_notice=PrivacyNotice.current(),
            wishes_public=number % 2 == 0,
        )


def _ask(unit: Unit) -> None:
    if Survey.objects.filter(title=texts.SURVEY["title"]).exists():
        return
    begins = timezone.now()
    survey = Survey.objects.create(
        unit=unit,
        **texts.SURVEY,
        opens_at=begins,
        closes_at=begins + timedelta(days=30),
        shows_results=ShowsResults.AT_ONCE,
    )
    _approve(survey, unit)
    survey = Survey.objects.get(pk=survey.pk)
    for number in range(ANSWERS):
        form = SimpleNamespace(
            cleaned_data={"form_key": f"demo-answer-{number}"},
            questions=survey.asked,
            chosen={
                "1": [(0, 1, 1, 2)[number % 4]],
                "2": sorted({number % 3, number % 4}),
                "3": [(4, 3, 4, 2)[number % 4]],
            },
            texts={4: texts.REMARKS[number]} if number < len(texts.REMARKS) else {},
        )
        answer_survey(survey, form)


def _announce(unit: Unit) -> None:
    if Interview.objects.filter(title=texts.INTERVIEW["title"]).exists():
        return
    day = timezone.localdate() + timedelta(days=7)
    begins, ends = (timezone.make_aware(datetime.combine(day, time(hour))) for hour in (15, 16))
    interview = Interview.objects.create(unit=unit, **texts.INTERVIEW, begins_at=begins, ends_at=ends)
    _approve(interview, unit)
    interview = Interview.objects.get(pk=interview.pk)
    for number, text in enumerate(texts.QUESTIONS):
        given = {"form_key": f"demo-question-{number}", "text": text, "name": "", "shows_name": False}
        ask_question(interview, SimpleNamespace(cleaned_data=given))


def _approve(content: WorkflowMixin & Model, unit: Unit) -> None:
    content.save_revision(user=author_of(unit))
    state = content.get_workflow().start(content, author_of(unit))
    while (step := state.current_task_state) is not None and state.status == state.STATUS_IN_PROGRESS:
        take_step(step.specific, "approve")
        state.refresh_from_db()
