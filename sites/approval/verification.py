"""Proof that what is public is what was approved (Arts. 26, 35): the chain is whole, and live content matches it."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model
from wagtail.models import DraftStateMixin, Page, get_page_models

from sites.approval import ledger
from sites.approval.digest import content_digest
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.models.content import ApprovableContent
from sites.approval.models.ledger_entry import LedgerEntry

BATCH = 200
# What became public otherwise than by a workflow.
RELEASES = (LedgerAction.IMPORTED, LedgerAction.PROVISIONED, LedgerAction.RESTATED)


def approvable_models() -> list[type[Model]]:
    """The types of all content that becomes public through the gate, pages first."""
    others = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [model for model in [*get_page_models(), *others] if issubclass(model, ApprovableContent)]


def live_contents() -> Iterator[ApprovableContent]:
    """Everything public of the group; pages are specific."""
    for model in approvable_models():
        yield from model._default_manager.filter(live=True).select_related("unit").iterator(chunk_size=BATCH)


def count_live_contents() -> int:
    others = [model for model in approvable_models() if not issubclass(model, Page)]
    return Page.objects.live().filter(depth__gt=1).count() + sum(
        model._default_manager.filter(live=True).count() for model in others
    )


def unapproved_content(page: ApprovableContent) -> str:
    """Why what the public sees of `page` is not what was approved, in Chinese; empty if it is."""
    kind = "页面" if isinstance(page, Page) else page.kind_name
    name = f"第 {page.pk} 号{kind}《{page}》（{page.unit}）"
    if ledger.missing_approvals(page, content_digest(page)):
        return f"{name}公开的内容与审批的内容不一致"
    if lacking := _steps_left_out(page):
        return f"{name}公开时没有要求{lacking}，现在的规定要求"
    if obstacle := page.publication_obstacle():
        return f"{name}不应公开：{obstacle}"
    return ""


def _steps_left_out(page: ApprovableContent) -> str:
    """Steps that today's rules require, and that were not required when this content was published: a setting on which
    a step hangs was another then. Rows of before the ledger kept them are not judged."""
    last = LedgerEntry.objects.of(page).filter(action__in=(LedgerAction.PUBLISHED, *RELEASES)).order_by("serial").last()
    if last is None or last.action != LedgerAction.PUBLISHED or last.seal_version < 2:
        return ""
    return "、".join(step.label for step in ApprovalStep if step in page.required_steps() - set(last.required))


def foreign_live_pages() -> Iterator[str]:
    """Public rows of the tree that are no page of the group's types, and so came around the gate."""
    known = [model for model in get_page_models() if issubclass(model, ApprovableContent)]
    for page in Page.objects.live().filter(depth__gt=1).not_type(*known):
        yield f"第 {page.pk} 号页面《{page.title}》不是本系统的页面类型，却已公开"
    for model in known:
        for page in Page.objects.live().exact_type(model).exclude(pk__in=model.objects.values("pk")):
            yield f"第 {page.pk} 号页面《{page.title}》只有目录记录而没有内容，却已公开"
