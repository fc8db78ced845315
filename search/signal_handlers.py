"""The index follows what is public: it is derived, and so kept by signals (house rule 11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from opencat.models import CatalogueEntry
from search.content_key import ContentKey, about, keys_of, page_keys
from search.indexing import forget, note_changes, withdraw
from search.models import IndexedDocument, IndexTask, QueryClick
from search.page_documents import is_searched, public_pages, searched_types
from search.sources import public_keys
from sites.approval.gate import public_changed
from sites.pages.public_content import content_changed, content_of


def connect() -> None:
    public_changed.connect(follow_public, dispatch_uid="search_public")
    content_changed.connect(follow_content, dispatch_uid="search_content")
    post_save.connect(follow_entry, sender=CatalogueEntry, dispatch_uid="search_entry")
    post_page_move.connect(follow_move, dispatch_uid="search_move")
    post_delete.connect(follow_removal, sender=IndexedDocument, dispatch_uid="search_removal")
    post_delete.connect(follow_deleted_page, sender=Page, dispatch_uid="search_deleted_page")
    for signal in (post_save, post_delete):
        signal.connect(follow_restriction, sender=PageViewRestriction, dispatch_uid="search_restriction")


def follow_public(pages: list[Any], **signal: Any) -> None:
    indexed = [page for page in pages if is_searched(page)]
    note_changes(page_keys(page.pk for page in indexed if page.live))
    withdraw(page_keys(page.pk for page in indexed if not page.live))


def follow_content(sender: type[Model], keys: list[int], **signal: Any) -> None:
    """What is no longer public goes at once. It is noted all the same: somebody may be indexing it just now."""
    content = content_of(sender)
    if content is None or not keys:
        return
    hidden = set(keys) - set(content.public().filter(pk__in=keys).values_list("pk", flat=True))
    if hidden:
        withdraw(keys_of(sender, hidden))
        there = sender._base_manager.filter(pk__in=hidden).values_list("pk", flat=True)
        forget_clicks(keys_of(sender, hidden - set(there)))
    note_changes(keys_of(sender, keys))


def follow_entry(instance: CatalogueEntry, **signal: Any) -> None:
    """Its category may have changed, or whether it still holds."""
    if instance.is_public and instance.page_id:
        note_changes(page_keys([instance.page_id]))


def follow_move(instance: Page, **signal: Any) -> None:
    _look_again(instance)


def follow_restriction(instance: PageViewRestriction, **signal: Any) -> None:
    _look_again(instance.page)


def _look_again(page: Page) -> None:
    """What nobody but some may see goes at once. It is noted all the same: somebody may be indexing it just now."""
    keys = _below(page)
    withdraw(page_keys(set(keys) - set(public_pages().filter(pk__in=keys).values_list("pk", flat=True))))
    note_changes(page_keys(keys))


def _below(page: Page) -> list[int]:
    rows = Page.objects.descendant_of(page, inclusive=True).exact_type(*searched_types())
    return list(rows.values_list("pk", flat=True))


def follow_removal(instance: IndexedDocument, **signal: Any) -> None:
    """Withdrawn, or the page itself was deleted and its document with it."""
    forget([instance.pk])


def follow_deleted_page(instance: Page, **signal: Any) -> None:
    forget_clicks(page_keys([instance.pk]))


def forget_clicks(deleted: Iterable[ContentKey]) -> None:
    QueryClick.objects.filter(about(deleted)).delete()


def fill_empty_index(**signal: Any) -> None:
    """An install that has pages from before there was an index gets their documents once."""
    if not IndexedDocument.objects.exists() and not IndexTask.objects.exists():
        note_changes(public_keys())
