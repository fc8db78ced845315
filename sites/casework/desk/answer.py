"""The answer of one unit on the page of its case: draft, what to watch for, sent and taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import QueryDict
from wagtail.models import TaskState, WorkflowState

from hub.private_fields.values import text_or_notice
from sites.casework.actions.answers import draft_answer, send_answer, take_back_answer
from sites.casework.actions.looks import PERSONAL, applicant_of
from sites.casework.desk.forms import day_field
from sites.casework.desk.offers import seat_for
from sites.casework.desk.similar import similar_answers
from sites.casework.enums import Action, AssignmentStatus, CaseStatus, Side
from sites.casework.masking import Piece, masked, personal_data, pieces_of
from sites.casework.models.answer_template import AnswerTemplate
from sites.casework.models.assignment import Assignment
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.rights import Seat, officers_of
from sites.casework.vagueness import vague_words

PUBLIC_FIELDS = ("publishes", "public_title", "public_question")
NAMES = ("name", "contact", "representative", "agent")


class AnswerForm(forms.Form):
    """A draft may be unfinished: what an answer must have is asked for when it is sent."""

    text = forms.CharField(label="答复内容", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 8}))
    resolved_on = day_field("办理时限", required=False, help_text="写了“近期”“尽快”一类的，写明哪一天前办完。")
    publishes = forms.BooleanField(label="在网站公开来信和答复", required=False)
    public_title = forms.CharField(label="公开的标题", max_length=60, required=False)
    public_question = forms.CharField(
        label="公开的来信内容",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="已把找到的个人信息换成 ×。请逐句核对，看不出是谁写的再公开。",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not case.kind_of_case.may_be_public:
            for name in PUBLIC_FIELDS:
                del self.fields[name]


@dataclass
class AnswerDesk:
    """What an officer sees of the own unit's answer."""

    case: Case
    seat: Seat
    assignment: Assignment
    reply: Reply | None
    form: AnswerForm
    state: WorkflowState | None = None
    returned: TaskState | None = None
    warnings: list[str] = field(default_factory=list)
    may_take_back: bool = False

    @property
    def is_under_approval(self) -> bool:
        return self.state is not None and self.state.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def draft(self) -> Reply | None:
        return self.reply.get_latest_revision_as_object() if self.reply else None

    @property
    def step(self) -> TaskState | None:
        return self.state.current_task_state.specific if self.state and self.state.current_task_state else None

    def templates(self) -> QuerySet[AnswerTemplate]:
        return templates_for(self.case, self.assignment.unit_id)

    def similar(self) -> list[Reply]:
        return similar_answers(self.case)

    def letter(self) -> list[Piece]:
        """The letter with what would be masked apart."""
        return pieces_of(text_or_notice(self.case, "text"), *known_of(self.case))


def answer_desk(
    case: Case, seats: dict[Side, Seat], data: QueryDict | None = None, template: str = ""
) -> AnswerDesk | None:
    """None for who has no answer to write now. `template`: key of the words to begin with."""
    seat = seat_for(Action.DRAFT, seats)
    if seat is None or case.status != CaseStatus.HANDLING or seat.actor.appointment is None:
        return None
    assignment = case.assignments.filter(unit=seat.actor.appointment.unit_id, status=AssignmentStatus.OPEN).first()
    if assignment is None:
        return None
    reply = Reply.objects.filter(assignment=assignment).first()
    draft = reply.get_latest_revision_as_object() if reply else None
    initial = _initial(case, draft)
    if template.isdecimal() and (words := templates_for(case, assignment.unit_id).filter(pk=int(template)).first()):
        initial["text"] = f"{initial['text']}\n{words.text}".strip()
    found = AnswerDesk(case, seat, assignment, reply, AnswerForm(data, case=case, initial=initial))
    if reply is not None:
        found.state = reply.current_workflow_state
        _look_at_approval(found)
    found.warnings = warnings_of(draft) if draft else []
    return found


def templates_for(case: Case, unit: int) -> QuerySet[AnswerTemplate]:
    return AnswerTemplate.objects.filter(Q(unit=None) | Q(unit=unit), kind__in=["", case.kind])


def warnings_of(draft: Reply) -> list[str]:
    """What leaders would send it back for."""
    found = []
    if (words := vague_words(draft.text)) and draft.resolved_on is None:
        found.append(f"答复里写了“{'、'.join(words)}”，请写明办理时限，否则不能送审。")
    if draft.publishes:
        names, others = known_of(draft.case)
        for label, text in (("标题", draft.public_title), ("来信内容", draft.public_question), ("答复", draft.text)):
            if spans := personal_data(text, names, others):
                kinds = "、".join(dict.fromkeys(span.what.value for span in spans))
                found.append(f"要公开的{label}里可能有个人信息（{kinds}）。")
    return found


def known_of(case: Case) -> tuple[list[str], list[str]]:
    """Names, and other personal data, that the applicant filled in and a letter may repeat."""
    applicant = applicant_of(case)
    if applicant is None:
        return [], []
    texts = {name: text_or_notice(applicant, name) for name in PERSONAL}
    return [texts[name] for name in NAMES], [text for name, text in texts.items() if name not in NAMES]


def save_answer(desk: AnswerDesk) -> Reply:
    """
    Raises:
        CaseRefused: it is under approval, or no longer this unit's.
    """
    values = dict(desk.form.cleaned_data)
    if not values.get("publishes"):  # no second copy of the letter where none is needed
        values |= {"publishes": False, "public_title": "", "public_question": ""}
    return draft_answer(desk.case, desk.seat, **values)


def send(desk: AnswerDesk) -> WorkflowState:
    """
    Raises:
        CaseRefused: something is missing, or nobody can approve.
    """
    return send_answer(desk.case, desk.seat)


def take_back(desk: AnswerDesk) -> None:
    take_back_answer(desk.case, desk.seat)


def _initial(case: Case, draft: Reply | None) -> dict[str, Any]:
    if draft is not None and draft.latest_revision_id is not None:
        values = {name: getattr(draft, name) for name in ("text", "resolved_on", *PUBLIC_FIELDS)}
        if draft.public_question or draft.publishes:
            return values
    else:
        values = {"text": "", "resolved_on": None, "publishes": False}
    names, others = known_of(case)
    return values | {
        "public_title": values.get("public_title") or masked(case.title, names, others),
        "public_question": masked(text_or_notice(case, "text"), names, others),
    }


def _look_at_approval(desk: AnswerDesk) -> None:
    state = desk.state
    if state is None:
        return
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        desk.returned = state.current_task_state
        return
    desk.may_take_back = may_take_back(desk, desk.seat.actor.user)


def may_take_back(desk: AnswerDesk, user: AbstractBaseUser | None) -> bool:
    sender = desk.state.requested_by if desk.state else None
    officers = officers_of(desk.assignment.unit_id, desk.case.kind_of_case.office)
    return sender == user or not officers.filter(pk=getattr(sender, "pk", None)).exists()
