"""What waits for a person, and what a person may read because of it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from hub.references import references_of
from sites.approval.emergencies.queue import reviews_for
from sites.approval.enums import ApprovalStep
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.rules import OFFICES_FOR_STEP
from sites.organisation.capacity import offices_held


def waiting_for(user: AbstractBaseUser) -> QuerySet[OfficeTaskState]:
    """Open steps that the user's offices of today (own or delegated) may take; none of what the user wrote at, or has
    taken a step of already (`may_decide`).

    Most urgent first, then by due date, then oldest.
    """
    units_by_step: dict[str, set[int]] = defaultdict(set)
    for held in offices_held(user):
        for step in ApprovalStep:
            if held.office in OFFICES_FOR_STEP[step]:
                units_by_step[step].add(held.unit)
    condition = Q(pk__in=[])
    for step, units in units_by_step.items():
        condition |= Q(step=step, unit__in=units)
    return (
        OfficeTaskState.objects.filter(condition, is_open=True)
        .exclude(barred=user)
        .exclude(workflow_state__requested_by=user)
        .order_by("-is_urgent", "due_on", "started_at")
    )


def shows_file(user: AbstractBaseUser, file: Any) -> bool:
    """Whether something that waits for `user` shows `file`: who must judge a file must be able to read it."""
    for state in waiting_for(user).select_related("revision"):
        if (type(file), str(file.pk)) in references_of(state.revision.as_object()):
            return True
    for review in reviews_for(user):
        revision = review.revision
        if revision is not None and (type(file), str(file.pk)) in references_of(revision.as_object()):
            return True
    return False
