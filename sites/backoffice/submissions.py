"""What the editors of pages and of other content have in common."""

from __future__ import annotations

from typing import Any

from wagtail.models import TaskState, WorkflowState

from hub.differences.fields import Difference
from sites.approval import ledger
from sites.approval.enums import RemovalStatus
from sites.approval.inbox.differences import compared
from sites.approval.models.content import ApprovableContent
from sites.approval.models.removal_request import RemovalRequest


def refusal(problems: list[str]) -> str:
    return "草稿已保存，但不能送审：" + "".join(problems)


def hold(content: ApprovableContent, *, writes_to_ledger: bool) -> None:
    """Locks in the order in which decisions lock: steps, submission, the ledger's end, the content."""
    submissions = WorkflowState.objects.active().filter(
        base_content_type=content.get_base_content_type(), object_id=str(content.pk)
    )
    list(TaskState.objects.select_for_update(of=("self",)).filter(workflow_state__in=submissions).order_by("pk"))
    list(submissions.select_for_update(of=("self",)))
    if writes_to_ledger:
        ledger.take_turn()
    model = content.get_base_content_type().model_class()
    list(model._base_manager.select_for_update(of=("self",)).filter(pk=content.pk).values_list("pk"))


def notes_on(content: ApprovableContent, state: WorkflowState | None) -> dict[str, Any]:
    """Why a content came back, until it is sent again; and what the leader has still to decide on it."""
    returned = asked = None
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        returned = state.current_task_state.specific
    if content.live:
        waiting = RemovalRequest.objects.of(content).filter(status=RemovalStatus.WAITING)
        asked = waiting.select_related("proposed_by").first()
    return {"returned": returned, "asked": asked}


class ComparedAsInTheInbox:
    """Two versions of a content compared as the leader sees them."""

    template_name = "editing/compare.html"

    def _get_comparison(self, revision_a: ApprovableContent, revision_b: ApprovableContent) -> list[Difference]:
        return compared(revision_a, revision_b)
