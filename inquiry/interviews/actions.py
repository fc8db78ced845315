"""Asking the guests of an interview, and what the unit does with a question."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from hub.events import record_event
from inquiry.enums import QuestionStatus
from inquiry.interviews.forms import QuestionForm
from inquiry.models.interview import Interview
from inquiry.models.interview_question import InterviewQuestion
from inquiry.public_forms import Refused
from inquiry.stages import Stage
from sites.casework.masking import masked

OVER = "访谈已经结束，不再接受提问。"
SOMEBODY = "网友"


def is_asked_with(form_key: str) -> bool:
    return InterviewQuestion.objects.filter(form_key=form_key).exists()


@transaction.atomic
def ask_question(interview: Interview, form: QuestionForm) -> InterviewQuestion:
    """The question that this very form made, however often it is sent.

    Raises:
        Refused: the interview is over, or no longer public.
    """
    now, given = timezone.now(), form.cleaned_data
    current = Interview.objects.select_for_update().get(pk=interview.pk)
    if not current.live or current.stage(now) is Stage.AFTER:
        raise Refused(OVER)
    values = {"interview": current, "asked_at": now} | {name: given[name] for name in ("text", "name", "shows_name")}
    question, _ = InterviewQuestion.objects.get_or_create(form_key=given["form_key"], defaults=values)
    return question


@transaction.atomic
def take_question(question: InterviewQuestion, user: AbstractBaseUser) -> None:
    """Puts it, personal data masked, at the end of the draft transcript, which is public once it is approved.

    Raises:
        Refused: somebody has decided on it, or the interview is under approval.
    """
    interview = Interview.objects.select_for_update().get(pk=question.interview_id)
    if interview.workflow_in_progress:
        raise Refused("访谈正在审批，不能编入。请先撤回送审。")
    _decide(question, QuestionStatus.TAKEN, user)
    draft = interview.get_latest_revision_as_object()
    name = masked(question.name) if question.shows_name else ""
    draft.transcript.append(("speech", {"speaker": name or SOMEBODY, "text": masked(question.text), "said_at": None}))
    draft.save_revision(user=user, log_action=True)


@transaction.atomic
def pass_over_question(question: InterviewQuestion, user: AbstractBaseUser) -> None:
    """
    Raises:
        Refused: somebody has decided on it.
    """
    _decide(question, QuestionStatus.PASSED_OVER, user)


def _decide(question: InterviewQuestion, status: QuestionStatus, user: AbstractBaseUser) -> None:
    changed = InterviewQuestion.objects.filter(pk=question.pk, status=QuestionStatus.WAITING).update(
        status=status, decided_at=timezone.now(), decided_by=user
    )
    if not changed:
        raise Refused("这个问题已经处理过。")
    interview, words = question.interview, f"提问 {question.pk}：{status.label}。"
    unit_code = interview.unit.code if interview.unit else ""
    record_event("处理访谈提问", interview.title, words, unit_code=unit_code, actor=user)
