"""What is taken back before anybody decided, or before its planned time."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page, Revision, TaskState, WorkflowState, get_default_page_content_type

from sites.approval import ledger
from sites.approval.enums import LedgerAction
from sites.approval.models.content import ApprovableContent


def record_withdrawal(state: TaskState, user: AbstractBaseUser | None) -> None:
    """A step that is cancelled while it is open: the page is taken back, and what it had gathered is void."""
    if state.status == TaskState.STATUS_IN_PROGRESS:
        acting = ledger.current_actor()  # a withdrawal that follows from a decision is made in the office that decides
        actor = acting if user is not None and acting.user == user else ledger.Actor(user)
        ledger.append_step(LedgerAction.WITHDRAWN, state, actor)


def take_back(page: ApprovableContent) -> None:
    """Ends a step that is open, and a publication that was planned; each has a row. Two queries where there is none."""
    if (state := page.current_workflow_state) is not None:
        state.cancel(user=ledger.current_actor().user)
    if page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None):
        ledger.append(LedgerAction.WITHDRAWN, page)


def take_back_below(page: Page) -> None:
    """Of the page itself, and of everything below it. Three queries where nothing waits."""
    keys = [str(key) for key in page.get_descendants(inclusive=True).values_list("pk", flat=True)]
    inside = {"base_content_type": get_default_page_content_type(), "object_id__in": keys}
    waiting = set(WorkflowState.objects.active().filter(**inside).values_list("object_id", flat=True))
    waiting |= set(
        Revision.objects.filter(**inside, approved_go_live_at__isnull=False).values_list("object_id", flat=True)
    )
    for each in Page.objects.filter(pk__in=map(int, waiting)).order_by("path").specific():
        if isinstance(each, ApprovableContent):
            take_back(each)
