"""Answers of a survey as a table for spreadsheets: one row each, free texts masked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from hub.private_fields.values import text_or_notice
from inquiry.models.survey import Survey
from inquiry.models.survey_answer import SurveyText
from inquiry.surveys.questions import Question, QuestionKind
from sites.casework.masking import masked

MOST_EXPORTED = 50_000


def headers_of(survey: Survey) -> list[str]:
    return ["序号", "提交日期", *(f"{each.number}．{each.text}" for each in survey.asked)]


def rows_of(survey: Survey) -> Iterator[list[Any]]:
    asked, texts = survey.asked, texts_by_answer(survey)
    answers = survey.answers.order_by("pk")[:MOST_EXPORTED]
    for number, (key, at, chosen) in enumerate(answers.values_list("pk", "answered_at", "chosen"), 1):
        cells = [_cell(question, chosen, texts[key]) for question in asked]
        yield [number, f"{timezone.localdate(at):%Y-%m-%d}", *cells]


def texts_by_answer(survey: Survey) -> defaultdict[int, dict[int, str]]:
    """By the key of the answer and the number of the question, masked. One query."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for row in SurveyText.objects.filter(answer__survey=survey).order_by("answer", "question"):
        found[row.answer_id][row.question] = masked(text_or_notice(row, "text"))
    return found


def _cell(question: Question, chosen: Mapping[str, Sequence[int]], texts: Mapping[int, str]) -> str:
    if question.kind is QuestionKind.TEXT:
        return texts.get(question.number, "")
    return "；".join(question.choices[place] for place in chosen.get(str(question.number), ()))
