"""What becomes of the draft of a document whose state changes while somebody works on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.models import Revision, WorkflowState

from opencat.versions import notifications
from sites.approval import ledger
from sites.approval.approvers import authors_of
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage


@dataclass(frozen=True)
class Draft:
    """The newest draft of a page, and who has written at it, the last of them last."""

    revision_id: int
    writers: list[int | None]


def take_back(page: ArticlePage, actor: ledger.Actor, reason: str) -> Draft | None:
    """Ends what is on its way to the public, an approval or a planned publication; the draft, if there is one."""
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        state.cancel(user=actor.user)
        notifications.announce_taken_back(state, page, reason)
    _take_back_planned(page, actor)
    if page.latest_revision_id is None or (page.live and page.latest_revision_id == page.live_revision_id):
        return None
    last = page.latest_revision.user_id
    # What is not public has no public revision to be counted from: all its writers stay known.
    earlier = sorted(authors_of(page) - {last}) if page.live else []
    return Draft(page.latest_revision_id, [*earlier, last])


def _take_back_planned(page: ArticlePage, actor: ledger.Actor) -> None:
    for planned in page.revisions.filter(approved_go_live_at__isnull=False):
        planned_page = planned.as_object()
        ledger.append(
            LedgerAction.WITHDRAWN,
            planned_page,
            actor=actor,
            digest=content_digest(planned_page),
            revision_id=planned.pk,
        )
        planned.approved_go_live_at = None
        planned.save(update_fields=["approved_go_live_at"])


def carry_into_draft(draft: Draft, validity: Validity, ceases_on: date | None) -> None:
    """The draft with the new state, as newest revision.

    One revision for each who had written at it: nobody approves what he wrote, and that is read from the revisions
    since the public one.
    """
    content: Any = Revision.objects.get(pk=draft.revision_id).as_object()
    content.validity, content.ceases_on = validity, ceases_on
    for writer in draft.writers:
        revision = content.save_revision(clean=False)
        Revision.objects.filter(pk=revision.pk).update(user=writer)
