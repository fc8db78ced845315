"""What changed against what is public, and since a person last decided on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Revision, TaskState

from hub.differences.fields import Difference, differences
from sites.approval.digest import NOT_CONTENT
from sites.approval.models.office_task_state import OfficeTaskState


class Comparison(NamedTuple):
    """`name` says with which version."""

    name: str
    since: Revision
    differences: list[Difference]


def comparisons(state: OfficeTaskState, user: AbstractBaseUser) -> list[Comparison]:
    """With the public version first, then with what `user` knows, if that is another one. None at first sight."""
    after = state.revision.as_object()
    found = {since.pk: (name, since) for name, since in reversed(list(_earlier(state, user)))}
    return [
        Comparison(name, since, compared(since.as_object(), after)) for name, since in reversed(list(found.values()))
    ]


def _earlier(state: OfficeTaskState, user: AbstractBaseUser) -> Iterator[tuple[str, Revision]]:
    live = state.workflow_state.content_object.live_revision
    if live is not None:
        yield "公开的版本", live
    decided = TaskState.objects.filter(
        workflow_state__base_content_type=state.workflow_state.base_content_type,
        workflow_state__object_id=state.workflow_state.object_id,
        finished_at__isnull=False,
        revision_id__lt=state.revision_id,
    )
    newest_first = decided.order_by("-finished_at").select_related("revision")
    if (own := newest_first.filter(finished_by=user).first()) is not None:
        yield "您上次处理的版本", own.revision
    elif live is None and (returned := newest_first.filter(status=TaskState.STATUS_REJECTED).first()) is not None:
        yield "上次退回的版本", returned.revision


def compared(before: Any, after: Any) -> list[Difference]:
    """Two versions of an approvable content: what its form has, and what else is approved with it."""
    skipped = NOT_CONTENT | set(after.unversioned_fields)
    others = [
        field.name
        for field in after._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in skipped
    ]
    return differences(before, after, others)
