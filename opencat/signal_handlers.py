"""The catalogue follows articles and other public content: an index, and so kept by signals (house rule 11)."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save, pre_delete
from wagtail.models import Revision
from wagtail.signals import post_page_move

from hub.calendar import terms_changed
from opencat import content_entries, entries
from opencat.catalogue import changes, statistics
from opencat.models import CatalogueEntry
from opencat.timeliness import renew_open_terms
from opencat.versions import actions as versions
from opencat.versions import restatements
from sites.approval.enums import LedgerAction
from sites.approval.gate import public_changed
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.public_content import content_changed, content_of, registered


def connect() -> None:
    changes.connect()  # before what follows here: it must see the entry of a page that is being deleted
    statistics.connect()
    public_changed.connect(follow_public, dispatch_uid="catalogue_public")
    post_save.connect(follow_draft, sender=Revision, dispatch_uid="catalogue_draft")
    pre_delete.connect(follow_deletion, sender=ArticlePage, dispatch_uid="catalogue_deletion")
    post_page_move.connect(follow_move, dispatch_uid="catalogue_move")
    content_changed.connect(follow_content, dispatch_uid="catalogue_content")
    terms_changed.connect(follow_terms, dispatch_uid="catalogue_terms")


def follow_public(pages: list[Any], action: str, actor: Any, **signal: Any) -> None:
    for page in pages:
        if isinstance(page, ArticlePage):
            _follow_article(page, action, actor)


def _follow_article(page: ArticlePage, action: str, actor: Any) -> None:
    entries.keep_entry(page)
    if page.is_translation:
        return
    if not page.live:
        versions.tell_of_withdrawal(page)
        restatements.follow_withdrawal(page)
    elif action != LedgerAction.RESTATED:
        versions.check_public(page, action)
        versions.apply_links(page, actor)
        restatements.ask_other_units(page, actor)


def follow_draft(instance: Revision, created: bool, raw: bool, **signal: Any) -> None:
    """A draft was stored. What is public already is followed through the gate."""
    if raw or not created:
        return
    page = instance.content_object
    if isinstance(page, ArticlePage) and not page.live:
        entries.keep_entry(entries.newest(page, instance))


def follow_deletion(instance: ArticlePage, **signal: Any) -> None:
    entries.drop_entry(instance.pk)


def follow_move(instance: Any, **signal: Any) -> None:
    page = instance.specific
    if isinstance(page, ArticlePage):
        entries.keep_entry(entries.newest(page))
    elif isinstance(page, ColumnPage):
        entries.renew_below(page)


def follow_content(sender: type[Model], keys: list[int], **signal: Any) -> None:
    if content := content_of(sender):
        content_entries.keep_entries(content, keys)


def follow_terms(reason: str, **signal: Any) -> None:
    renew_open_terms(reason)


def fill_empty_catalogue(**signal: Any) -> None:
    """An install that has articles from before there was a catalogue gets their entries once; so does other content."""
    if not CatalogueEntry.objects.filter(page__isnull=False).exists():
        for _entry in entries.rebuild():
            pass
    for content in registered():
        content_entries.fill_empty(content)
