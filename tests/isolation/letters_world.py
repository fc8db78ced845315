"""What a unit of the isolation walk has of letters, comments, surveys and interviews."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hub.models import User
from hub.sent_files.intake import take_in
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from inquiry.models.fee_price import FeePrice
from inquiry.models.hot_question import HotQuestion
from inquiry.models.interview import Interview
from inquiry.models.interview_question import InterviewQuestion
from inquiry.models.opinion_group import OpinionGroup
from inquiry.models.survey import Survey
from inquiry.models.survey_answer import SurveyAnswer, SurveyText
from sites.casework.actions.intake import Letter, submit_case
from sites.casework.documents.issuing import freeze_answer
from sites.casework.documents.templates import DELIVERY_RECEIPT
from sites.casework.models.answer_template import AnswerTemplate
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.organisation.models.unit import Unit
from sites.pages.models.column_page import ColumnPage
from tests.factories import published

Objects = dict[str, Any]


def letters_of(unit: Unit, mark: str, column: ColumnPage, editor: User) -> Objects:
    """By name; `mark` stands in all that is not public."""
    return _letters(unit, mark) | _consultations(mark, column) | _surveys(unit, mark, editor)


def _letters(unit: Unit, mark: str) -> Objects:
    notice = PrivacyNotice.objects.last()
    letter = Letter(
        kind="consultation",
        title=f"{mark}来信 memo",
        text=f"{mark}内容",
        addressed_to=unit,
        applicant={"name": f"{mark}来信人"},
        privacy_notice=notice,
        files=[take_in(SimpleUploadedFile(f"{mark}附件.txt", f"{mark}附件内容".encode(), "text/plain"))],
    )
    case = submit_case(letter)
    return {
        "case": case,
        "case_file": case.files.get(),
        "answer_template": AnswerTemplate.objects.create(unit=unit, title=f"{mark}模板", text=f"{mark}您好"),
        "privacy_notice": notice,
        "fee_price": FeePrice.objects.first(),
        "issued_letter": freeze_answer(case.events.get(), DELIVERY_RECEIPT, f"{mark}文书", "内容", unit),
        "hot_question": HotQuestion.objects.create(letter_number=case.number),
    }


def _consultations(mark: str, column: ColumnPage) -> Objects:
    """A public one, with a comment and a group of opinions that nobody else may read."""
    now = timezone.now()
    page = ConsultationPage(title="征求意见", kind="other", closes_on=timezone.localdate())
    page = published(column, page)
    comment = ConsultationComment.objects.create(
        consultation=page, receipt=f"R{page.pk}", form_key=f"K{page.pk}", received_at=now, text=f"{mark}意见"
    )
    group = OpinionGroup.objects.create(consultation=page, wording=f"{mark}分类 memo")
    return {"opinion_group": group, "comment": comment}


def _surveys(unit: Unit, mark: str, editor: User) -> Objects:
    """Under approval, with an answer and a question that came in."""
    times = timezone.now(), timezone.now() + timedelta(days=7)
    words = {"title": f"{mark}互动 memo", "introduction": f"{mark}说明"}
    survey = Survey.objects.create(
        unit=unit, opens_at=times[0], closes_at=times[1], **words,
        questions=[("text", {"text": f"{mark}问题", "is_required": True})],
    )  # fmt: skip
    answer = SurveyAnswer.objects.create(survey=survey, form_key=f"world-{unit.pk}")
    SurveyText.objects.create(answer=answer, question=1, text=f"{mark}简答")
    interview = Interview.objects.create(
        unit=unit, begins_at=times[0], ends_at=times[1], **words,
        guests=[("guest", {"name": mark, "office": "局长", "image": None})],
    )  # fmt: skip
    InterviewQuestion.objects.create(interview=interview, form_key=f"world-{unit.pk}", name=mark, text=f"{mark}提问")
    found: Objects = {}
    for name, content in (("survey", survey), ("interview", interview)):
        content.save_revision(user=editor)
        found |= {name: content, f"{name}_state": content.get_workflow().start(content, editor)}
    return found
