"""What changed since a person last looked at a page, or since it was last public."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from wagtail.admin.panels import get_edit_handler
from wagtail.models import Page, Revision, TaskState

from sites.approval.models.office_task_state import OfficeTaskState


def last_seen(state: OfficeTaskState, user: AbstractBaseUser) -> Revision | None:
    """The revision on which `user` last decided; else the public one; else the last that anybody returned."""
    earlier = TaskState.objects.filter(
        workflow_state__base_content_type=state.workflow_state.base_content_type,
        workflow_state__object_id=state.workflow_state.object_id,
        finished_at__isnull=False,
        revision_id__lt=state.revision_id,
    ).order_by("-finished_at")
    own = earlier.filter(finished_by=user).select_related("revision").first()
    if own is not None:
        return own.revision
    live = state.workflow_state.content_object.live_revision
    if live is not None:
        return live
    returned = earlier.filter(status=TaskState.STATUS_REJECTED).select_related("revision").first()
    return returned.revision if returned else None


def differences(state: OfficeTaskState, since: Revision | None, request: HttpRequest) -> list[Any]:
    """Wagtail's field comparisons between `since` and the submitted revision; only the fields that differ."""
    return [] if since is None else compared(since.as_object(), state.revision.as_object(), request)


def compared(before: Any, after: Any, request: HttpRequest) -> list[Any]:
    """Wagtail's comparisons of the fields of two versions of a content that differ."""
    handler = after.get_edit_handler() if isinstance(after, Page) else get_edit_handler(type(after))
    panel = handler.get_bound_panel(instance=after, request=request, form=None)
    found = [compare(before, after) for compare in panel.get_comparison()]
    return [comparison for comparison in found if comparison.has_changed()]
