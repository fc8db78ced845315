"""The catalogue's entries, kept in step with the articles they are about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from hub.calendar import Terms
from hub.models import LegalTerm
from opencat.classification import category_of
from opencat.document_numbers import compare_key
from opencat.index_numbers import next_index_numbers
from opencat.models import CatalogueEntry
from sites.approval.submission_checks import column_of, publication_term
from sites.pages.models.article_page import ArticlePage
from sites.pages.translation.locales import source_locale_id

# Taken over from the article as they are.
SAME_FIELDS = (
    "title", "document_number", "written_on", "kind", "genre", "theme", "audience", "disclosure_kind", "validity",
    "ceases_on", "published_at",
)  # fmt: skip


class NumberTaken(ValidationError):
    """The index number belongs to another document, or did; the message, in Chinese, names it.

    Belongs to the field, so that whoever saves the page (an import, a form) says so beside it.
    """

    def __init__(self, number: str, holder: CatalogueEntry | None) -> None:
        if holder is None:
            whose = "已被使用"
        elif holder.object_id is None:
            whose = f"曾用于{holder.unit}已删除的《{holder.title}》"
        else:
            whose = f"已用于{holder.unit}的《{holder.title}》"
        super().__init__({"index_number": f"{number} {whose}，不能重复使用。"})


@transaction.atomic(savepoint=False)  # within the transaction that changes the page, if there is one
def keep_entry(page: ArticlePage, terms: Terms | None = None) -> CatalogueEntry | None:
    """Makes or renews the entry of `page`, and gives it its index number once the public sees it.

    `page` is what the public sees, or for what is not public the newest draft. A translation has no entry. Who keeps
    many entries loads the `terms` once.
    """
    if page.unit_id is None or page.locale_id != source_locale_id():
        return None
    entry = CatalogueEntry.objects.select_for_update().filter(page=page.pk).first() or _new_entry(page)
    for name in SAME_FIELDS:
        setattr(entry, name, getattr(page, name))
    column = column_of(page)
    entry.unit_id, entry.category = page.unit_id, category_of(page, column)
    entry.year = page.written_on.year
    entry.number_key = compare_key(page.document_number)[:60]
    entry.is_public = page.live
    if page.live and entry.published_on is None:
        entry.published_on = timezone.localdate(page.published_at or page.first_published_at or timezone.now())
    if entry.published_on is None or entry.pk is None:
        set_term(entry, page, column, terms or Terms.load())
    if page.live and entry.index_number is None and entry.category_id is not None:
        _save_numbered(entry, page.index_number or _next_number(entry, page))
    else:
        entry.save()
    return entry


def _new_entry(page: ArticlePage) -> CatalogueEntry:
    return CatalogueEntry(page=page, content_type=ContentType.objects.get_for_model(Page), object_id=page.pk)


def _next_number(entry: CatalogueEntry, page: ArticlePage) -> str:
    year = timezone.localdate(page.published_at).year if page.published_at else timezone.localdate().year
    return next_index_numbers(page.unit, entry.category, year)[0]


def _save_numbered(entry: CatalogueEntry, number: str) -> None:
    """Stores the entry with its number, which goes onto the page as well.

    Raises:
        NumberTaken: another document has it, or had it.
    """
    try:
        with transaction.atomic():
            entry.index_number = number
            entry.save()
    except IntegrityError:
        entry.index_number = None
        holder = CatalogueEntry.objects.filter(index_number=number).select_related("unit").first()
        raise NumberTaken(number, holder) from None
    ArticlePage.objects.filter(pk=entry.page_id).update(index_number=number)
    entry.page.index_number = number


def set_term(entry: CatalogueEntry, page: ArticlePage, column: Page | None, terms: Terms) -> None:
    """The term within which the document is to be public, from the day of the event or of writing (Art. 13)."""
    entry.term_code = publication_term(page, column)
    set_due_date(entry, terms)


def set_due_date(entry: CatalogueEntry, terms: Terms) -> None:
    try:
        due = terms.due(entry.term_code, entry.written_on)
    except LegalTerm.DoesNotExist:  # written before there was a term
        entry.due_on, entry.due_explanation, entry.is_provisional = None, "", False
        return
    entry.due_on, entry.due_explanation, entry.is_provisional = due.on, due.explanation, due.provisional


def drop_entry(page_id: int) -> None:
    """The page is gone. An entry with a number stays as its record, one without never was in the catalogue."""
    entries = CatalogueEntry.objects.filter(page=page_id)
    entries.filter(index_number=None).delete()
    entries.update(page=None, content_type=None, object_id=None, is_public=False)


def newest(page: ArticlePage, draft: Revision | None = None) -> ArticlePage:
    """What the entry is about: the page as the public sees it, or the newest draft of what is not public.

    `draft` is a revision of which the page does not know yet.
    """
    draft = draft or page.latest_revision
    if page.live or draft is None:
        return page
    found = draft.as_object()
    found.unit_id, found.live = page.unit_id, False
    return found


def rebuild(pages: Any = None) -> Iterator[CatalogueEntry]:
    """Keeps the entries of `pages` (a queryset of articles; all by default) one by one."""
    found, terms = ArticlePage.objects.all() if pages is None else pages, Terms.load()
    for page in found.filter(locale=source_locale_id()).select_related("unit").iterator(chunk_size=200):
        if entry := keep_entry(newest(page), terms):
            yield entry


def renew_below(column: Page) -> int:
    """After a column has got another category: the entries of the articles in it and below."""
    return sum(1 for _entry in rebuild(ArticlePage.objects.descendant_of(column)))
