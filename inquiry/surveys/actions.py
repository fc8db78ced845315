"""Answering a survey: checked, and stored once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from inquiry.models.survey import Survey
from inquiry.models.survey_answer import SurveyAnswer, SurveyText
from inquiry.public_forms import Refused
from inquiry.stages import Stage
from inquiry.surveys.forms import AnswerForm

NOT_OPEN = {Stage.BEFORE: "调查还没有开始。", Stage.AFTER: "调查已经结束，不再接受答卷。"}
CHANGED = "问卷刚刚修改过，请刷新后重新填写。"


def is_answered_with(form_key: str) -> bool:
    return SurveyAnswer.objects.filter(form_key=form_key).exists()


@transaction.atomic
def answer_survey(survey: Survey, form: AnswerForm) -> SurveyAnswer:
    """The answer that this very form made, however often it is sent.

    Raises:
        Refused: the survey is not open now, or asks something else than the form did.
    """
    now = timezone.now()
    current = Survey.objects.select_for_update().get(pk=survey.pk)
    if not current.live:
        raise Refused(NOT_OPEN[Stage.AFTER])
    if refusal := NOT_OPEN.get(current.stage(now)):
        raise Refused(refusal)
    if current.asked != form.questions:
        raise Refused(CHANGED)
    answer, is_new = SurveyAnswer.objects.get_or_create(
        form_key=form.cleaned_data["form_key"],
        defaults={"survey": current, "chosen": form.chosen, "answered_at": now},
    )
    if is_new:
        for question, text in form.texts.items():
            SurveyText.objects.create(answer=answer, question=question, text=text)
    return answer
