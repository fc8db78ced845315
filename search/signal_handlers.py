"""The index follows what is public: it is derived, and so kept by signals (house rule 11)."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from opencat.models import CatalogueEntry
from search.documents import PAGE_TYPES, public_pages
from search.indexing import forget, note_changes, withdraw
from search.models import IndexedDocument, IndexTask
from sites.approval.gate import public_changed


def connect() -> None:
    public_changed.connect(follow_public, dispatch_uid="search_public")
    post_save.connect(follow_entry, sender=CatalogueEntry, dispatch_uid="search_entry")
    post_page_move.connect(follow_move, dispatch_uid="search_move")
    post_delete.connect(follow_removal, sender=IndexedDocument, dispatch_uid="search_removal")
    for signal in (post_save, post_delete):
        signal.connect(follow_restriction, sender=PageViewRestriction, dispatch_uid="search_restriction")


def follow_public(pages: list[Any], **signal: Any) -> None:
    indexed = [page for page in pages if isinstance(page, PAGE_TYPES)]
    note_changes(page.pk for page in indexed if page.live)
    if gone := [page.pk for page in indexed if not page.live]:
        withdraw(gone)


def follow_entry(instance: CatalogueEntry, **signal: Any) -> None:
    """Its category may have changed, or whether it still holds."""
    if instance.is_public and instance.page_id:
        note_changes([instance.page_id])


def follow_move(instance: Page, **signal: Any) -> None:
    _look_again(instance)


def follow_restriction(instance: PageViewRestriction, **signal: Any) -> None:
    _look_again(instance.page)


def _look_again(page: Page) -> None:
    """What nobody but some may see goes at once. It is noted all the same: somebody may be indexing it just now."""
    keys = _below(page)
    withdraw(set(keys) - set(public_pages().filter(pk__in=keys).values_list("pk", flat=True)))
    note_changes(keys)


def _below(page: Page) -> list[int]:
    rows = Page.objects.descendant_of(page, inclusive=True).exact_type(*PAGE_TYPES)
    return list(rows.values_list("pk", flat=True))


def follow_removal(instance: IndexedDocument, **signal: Any) -> None:
    """Withdrawn, or the page itself was deleted and its document with it."""
    forget([instance.pk])


def fill_empty_index(**signal: Any) -> None:
    """An install that has pages from before there was an index gets their documents once."""
    if not IndexedDocument.objects.exists() and not IndexTask.objects.exists():
        note_changes(public_pages().values_list("pk", flat=True))
