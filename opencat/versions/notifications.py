"""Mail about documents that changed one another. By the outbox, once by key."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import WorkflowState

from hub.outbox import write_to
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.notifications import admin_url
from sites.organisation.capacity import people_leading
from sites.pages.models.article_page import ArticlePage


def announce_taken_back(state: WorkflowState, page: ArticlePage, reason: str) -> None:
    """To who sent a draft whose approval was ended by the system."""
    write_to(
        state.requested_by,
        key=f"restated:{state.pk}",
        subject=f"审批已撤回：{page.title}",
        text=f"《{page.title}》的审批已撤回：{reason}，它的有效性有变更。草稿已更新，请核对后重新送审。\n\n"
        f"{admin_url('wagtailadmin_pages:edit', page.pk)}",
    )


def announce_lone_interpretations(policy: ArticlePage, interpretations: Iterable[ArticlePage]) -> None:
    """To the writers of a policy that was taken down and of the interpretations that are still public."""
    found = list(interpretations)
    names = "、".join(f"《{page.title}》" for page in found)
    links = "\n".join(admin_url("wagtailadmin_pages:edit", page.pk) for page in found)
    last = LedgerEntry.objects.of(policy).order_by("-serial").values_list("serial", flat=True).first()
    people = {page.owner.pk: page.owner for page in (policy, *found) if page.owner}
    for person in people.values():
        write_to(
            person,
            key=f"lone-interpretation:{last}:{person.pk}",
            subject=f"文件已撤下，解读仍然公开：{policy.title}",
            text=f"《{policy.title}》已经撤下，它的解读{names}仍然公开。解读不能单独存在，请申请撤下解读。\n\n{links}",
        )


def announce_question(request: RemovalRequest) -> None:
    """To the leaders of the unit whose document is to change its state."""
    for person in people_leading(request.unit).exclude(pk=request.proposed_by_id):
        write_to(
            person,
            key=f"restatement:{request.pk}:{person.pk}",
            subject=f"请决定：{request}",
            text=f"{request.reason}，本单位的《{request.title}》的有效性须由您决定。您同意以前，它保持不变。\n\n"
            f"{admin_url('inbox:removal', request.pk)}",
        )


def announce_answer(request: RemovalRequest) -> None:
    """To who sent the document that is the cause."""
    write_to(
        request.proposed_by,
        key=f"restatement-decided:{request.pk}",
        subject=f"{request.get_status_display()}：{request}",
        text=f"{request.reason}，{request.unit}{request.get_status_display()}变更《{request.title}》的有效性。"
        f"{request.comment}",
    )


def announce_lost_cause(request: RemovalRequest, cause: ArticlePage) -> None:
    """To who writes and who decided: the document on which a change of state rested was taken down."""
    document = ArticlePage.objects.filter(pk=request.object_id).select_related("owner").first()
    if document is None:
        return
    people = {person.pk: person for person in (document.owner, request.decided_by) if person}
    for person in people.values():
        write_to(
            person,
            key=f"lost-cause:{request.pk}:{cause.live_revision_id or cause.latest_revision_id}:{person.pk}",
            subject=f"作为依据的文件已撤下：{cause.title}",
            text=f"{cause.unit}的《{cause.title}》已经撤下。《{document.title}》的有效性仍是"
            f"“{document.get_validity_display()}”，不会自动恢复。\n\n"
            f"{admin_url('wagtailadmin_pages:edit', document.pk)}",
        )
