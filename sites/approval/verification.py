"""Proof that what is public is what was approved (Arts. 26, 35): the chain is whole, and live content matches it."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.models import Page, get_page_models

from sites.approval import ledger
from sites.approval.digest import content_digest
from sites.approval.models.content import ApprovableContent

BATCH = 200


def live_pages() -> Iterator[ApprovableContent]:
    """Every public page of the group, specific."""
    for model in get_page_models():
        if issubclass(model, ApprovableContent):
            yield from model.objects.live().select_related("unit").iterator(chunk_size=BATCH)


def count_live_pages() -> int:
    return Page.objects.live().filter(depth__gt=1).count()


def unapproved_content(page: ApprovableContent) -> str:
    """Why what the public sees of `page` is not what was approved, in Chinese; empty if it is."""
    if ledger.missing_approvals(page, content_digest(page)):
        return f"第 {page.pk} 号页面《{page.title}》（{page.unit}）公开的内容与审批的内容不一致"
    if obstacle := page.publication_obstacle():
        return f"第 {page.pk} 号页面《{page.title}》（{page.unit}）不应公开：{obstacle}"
    return ""


def foreign_live_pages() -> Iterator[str]:
    """Public rows of the tree that are no page of the group's types, and so came around the gate."""
    known = [model for model in get_page_models() if issubclass(model, ApprovableContent)]
    for page in Page.objects.live().filter(depth__gt=1).not_type(*known):
        yield f"第 {page.pk} 号页面《{page.title}》不是本系统的页面类型，却已公开"
    for model in known:
        for page in Page.objects.live().exact_type(model).exclude(pk__in=model.objects.values("pk")):
            yield f"第 {page.pk} 号页面《{page.title}》只有目录记录而没有内容，却已公开"
