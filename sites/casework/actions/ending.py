"""What units had begun and do no more."""

from __future__ import annotations

from django.db.models import QuerySet

from sites.approval.withdrawals import take_back
from sites.casework.enums import AssignmentStatus
from sites.casework.models.assignment import Assignment
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply


def end_assignment(assignment: Assignment, status: AssignmentStatus = AssignmentStatus.ENDED) -> None:
    """An answer under approval is taken back: it would come from a unit that has the case no more."""
    take_back_answers(Reply.objects.filter(assignment=assignment))
    assignment.status, assignment.due_on = status, None
    assignment.save(update_fields=["status", "due_on"])


def end_open_assignments(case: Case) -> None:
    for assignment in case.assignments.filter(status=AssignmentStatus.OPEN):
        end_assignment(assignment)


def take_back_answers(replies: QuerySet[Reply]) -> None:
    for reply in replies.filter(live=False):
        take_back(reply)
