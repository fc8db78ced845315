"""The answer: written by who handles the case, approved as an article is, and told with the last approval."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail.signals import published

from sites.approval.actions import SubmissionRefused, submission_problems
from sites.approval.ledger import acting, current_actor
from sites.approval.withdrawals import take_back
from sites.casework.actions.step import CaseRefused, Doing, act, announce, locked, record
from sites.casework.clock.dates import add_fact
from sites.casework.enums import Action, AssignmentStatus, CaseStatus, ClockChange, Outcome, Role, Side
from sites.casework.models.assignment import Assignment
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.reply import Reply
from sites.casework.rights import Seat, officers_of

FIELDS = ("text", "result", "resolved_on", "publishes", "public_title", "public_question")


def connect() -> None:
    published.connect(tell_answer, sender=Reply, dispatch_uid="casework_answer")


@transaction.atomic
def draft_answer(case: Case, seat: Seat | None, **values: Any) -> Reply:
    """Stores a draft of the seat's unit: `FIELDS` by name.

    Raises:
        CaseRefused: the unit has no open assignment, or its answer is under approval.
    """
    made: list[Reply] = []

    def change(held: Case, doing: Doing) -> None:
        assignment = own_assignment(held, seat)
        reply = Reply.objects.filter(assignment=assignment).first()
        if reply is None:
            reply = Reply(assignment=assignment, unit=assignment.unit, text="")
            reply.save()
        if reply.workflow_in_progress:
            raise CaseRefused("答复正在审批，不能修改；需要时请先撤回。")
        draft = reply.get_latest_revision_as_object()
        for name in FIELDS:
            if name in values:
                setattr(draft, name, values[name])
        closing = held.kind_of_case.closing_words
        draft.closing = closing(assignment.unit, draft.result) if closing and draft.result else ""
        draft.save_revision(user=seat.actor.user)
        made.append(reply)

    act(case, Action.DRAFT, seat, change)
    return Reply.objects.get(pk=made[0].pk)


@transaction.atomic
def send_answer(case: Case, seat: Seat | None) -> WorkflowState:
    """To the inbox of those who approve.

    Raises:
        CaseRefused: there is no draft, something is missing, or nobody can approve.
    """
    started: list[WorkflowState] = []

    def change(held: Case, doing: Doing) -> None:
        reply = Reply.objects.filter(assignment=own_assignment(held, seat)).first()
        if reply is None or reply.latest_revision is None:
            raise CaseRefused("还没有写答复。")
        started.append(_start(reply, seat.actor.user))

    act(case, Action.SEND_FOR_APPROVAL, seat, change)
    return started[0]


@transaction.atomic
def take_back_answer(case: Case, seat: Seat | None) -> CaseEvent:
    """Before all have decided, by who sent it; by a colleague where that person is no officer of the unit any more.

    Raises:
        CaseRefused: it is not under approval, or somebody else sent it.
    """

    def change(held: Case, doing: Doing) -> None:
        assignment = own_assignment(held, seat)
        reply = Reply.objects.filter(assignment=assignment).first()
        if reply is None or not reply.workflow_in_progress:
            raise CaseRefused("答复没有在审批，不需要撤回。")
        sender = reply.current_workflow_state.requested_by
        officers = officers_of(assignment.unit, held.kind_of_case.office)
        if sender != seat.actor.user and sender in officers:
            raise CaseRefused(f"由送审人{sender}撤回。")
        with acting(seat.actor):
            take_back(reply)

    return act(case, Action.TAKE_BACK, seat, change)


def _start(reply: Reply, user: AbstractBaseUser) -> WorkflowState:
    if reply.workflow_in_progress:
        raise CaseRefused("答复已经送审。")
    draft = reply.get_latest_revision_as_object()
    if problems := submission_problems(draft, user):
        raise CaseRefused("".join(problems))
    state = reply.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.cancel(user=user)
    workflow = reply.get_workflow()
    if workflow is None:
        raise CaseRefused("没有审批流程。")
    try:
        return workflow.start(reply, user)
    except SubmissionRefused as refused:
        raise CaseRefused(str(refused)) from refused


def own_assignment(case: Case, seat: Seat | None) -> Assignment:
    """The open assignment of the unit by whose office somebody acts; locked.

    Raises:
        CaseRefused: there is none.
    """
    appointment = seat.actor.appointment if seat else None
    open_ones = case.assignments.filter(status=AssignmentStatus.OPEN)
    found = open_ones.filter(unit=appointment.unit if appointment else None).select_for_update(of=("self",)).first()
    if found is None:
        raise CaseRefused("这件办件没有分办给您的单位，或者已经答复。")
    return found


@transaction.atomic
def tell_answer(instance: Reply, **signal: Any) -> None:
    """What the gate has let pass reaches the applicant, in the same transaction; joined cases hear of it too."""
    assignment = Assignment.objects.select_related("case", "unit").get(pk=instance.assignment_id)
    actor = current_actor()
    if assignment.status == AssignmentStatus.ANSWERED:
        _tell_correction(instance, assignment)
        return
    seat = Seat(Side.LEADER if actor.user else Side.SYSTEM, actor)
    words = {"unit": assignment.unit.name, "text": instance.whole_text}

    def change(held: Case, doing: Doing) -> None:
        today = timezone.localdate()
        assignment.status, assignment.answered_on, assignment.due_on = AssignmentStatus.ANSWERED, today, None
        assignment.save(update_fields=["status", "answered_on", "due_on"])
        if held.assignments.filter(status=AssignmentStatus.OPEN).exists():
            return
        doing.status, held.outcome, held.answered_on = CaseStatus.ANSWERED, Outcome.ANSWERED, today
        lead = Reply.objects.filter(assignment__case=held, assignment__role=Role.LEAD, live=True).last()
        held.result = (lead or instance).result
        add_fact(held, ClockChange.STOPPED, today, reason="答复")

    act(assignment.case, Action.ANSWER, seat, change, **words)
    _tell_joined(assignment.case, seat, words)


def _tell_correction(reply: Reply, assignment: Assignment) -> None:
    """Of an answer that is public already, or told: the applicant hears of another text, not of another visibility."""
    case = locked(assignment.case)
    if any(reply.whole_text in event.public_text for event in answers_of(case)[-1:]):
        return
    seat = Seat(Side.SYSTEM, current_actor())
    words = {"unit": assignment.unit.name, "text": reply.whole_text}
    act(case, Action.CORRECT_ANSWER, seat, None, **words)
    _tell_joined(case, seat, words)


def _tell_joined(case: Case, seat: Seat, words: dict[str, Any]) -> None:
    for joined in Case.objects.filter(joined_to=case):
        joined.answered_on = joined.answered_on or timezone.localdate()
        Case.objects.filter(pk=joined.pk).update(answered_on=joined.answered_on)
        doing = Doing.of(**words)
        announce(record(joined, Action.ANSWER, seat, doing))


def answers_of(case: Case) -> list[CaseEvent]:
    """The answers as they were told, corrections with them, oldest first."""
    return list(case.events.filter(action__in=(Action.ANSWER, Action.CORRECT_ANSWER)))
