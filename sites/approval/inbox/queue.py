"""What waits for a person, and what a person may read because of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from hub.references import refers_to
from sites.approval.approvers import steps_of
from sites.approval.emergencies.queue import reviews_for
from sites.approval.models.office_task_state import OfficeTaskState


def waiting_for(user: AbstractBaseUser) -> QuerySet[OfficeTaskState]:
    """Open steps that the user's offices of today (own or delegated) may take; none of what the user wrote at, or has
    taken a step of already (`may_decide`).

    Most urgent first, then by due date, then oldest.
    """
    return (
        OfficeTaskState.objects.filter(steps_of(user), is_open=True)
        .exclude(barred=user)
        .exclude(workflow_state__requested_by=user)
        .order_by("-is_urgent", "due_on", "started_at")
    )


def shows_file(user: AbstractBaseUser, file: Any) -> bool:
    """Whether something that waits for `user` shows `file`: who must judge a file must be able to read it."""
    for state in waiting_for(user).select_related("revision"):
        if refers_to(state.revision.as_object(), file):
            return True
    for review in reviews_for(user):
        revision = review.revision
        if revision is not None and refers_to(revision.as_object(), file):
            return True
    return False
