"""Mail about documents that changed one another. By the outbox, once by key."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import WorkflowState

from hub.outbox import enqueue_mail
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.notifications import admin_url
from sites.pages.models.article_page import ArticlePage


def announce_taken_back(state: WorkflowState, page: ArticlePage, reason: str) -> None:
    """To who sent a draft whose approval was ended by the system."""
    person = state.requested_by
    if person is None or not person.is_active:
        return
    enqueue_mail(
        key=f"restated:{state.pk}",
        recipient=person.email,
        subject=f"审批已撤回：{page.title}",
        body=f"{person}：\n\n《{page.title}》的审批已撤回：{reason}，它的有效性有变更。草稿已更新，请核对后重新送审。\n\n"
        f"{admin_url('wagtailadmin_pages:edit', page.pk)}\n",
    )


def announce_lone_interpretations(policy: ArticlePage, interpretations: Iterable[ArticlePage]) -> None:
    """To the writers of a policy that was taken down and of the interpretations that are still public."""
    found = list(interpretations)
    names = "、".join(f"《{page.title}》" for page in found)
    links = "\n".join(admin_url("wagtailadmin_pages:edit", page.pk) for page in found)
    last = LedgerEntry.objects.of(policy).order_by("-serial").values_list("serial", flat=True).first()
    people = {page.owner.pk: page.owner for page in (policy, *found) if page.owner and page.owner.is_active}
    for person in people.values():
        enqueue_mail(
            key=f"lone-interpretation:{last}:{person.pk}",
            recipient=person.email,
            subject=f"文件已撤下，解读仍然公开：{policy.title}",
            body=f"{person}：\n\n《{policy.title}》已经撤下，它的解读{names}仍然公开。解读不能单独存在，请申请撤下解读。"
            f"\n\n{links}\n",
        )
