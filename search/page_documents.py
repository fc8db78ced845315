"""What of a page the search knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from opencat.document_numbers import compare_key
from opencat.models import CatalogueEntry
from search.attachments import Part, files_of
from search.content_key import ContentKey, page_keys
from search.documents import LONGEST_TEXT, Document
from search.enums import Kind
from search.tokens import token
from sites.pages.articles.validity import validity_today
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage
from sites.pages.page_types import page_types
from sites.pages.plain_text import text_of_body
from sites.pages.records.rows import text_of as text_of_records


def is_searched(page: Page) -> bool:
    return isinstance(page, ArticlePage) or bool(getattr(page, "found_as", ""))


def public_pages() -> QuerySet[Page]:
    """Every page that has a document: live, below no restriction, of a kind that is searched for."""
    return Page.objects.live().public().exact_type(*searched_types())


def searched_types() -> list[type[Page]]:
    return [ArticlePage, *page_types("found_as")]


def documents_of_pages(wanted: Iterable[int]) -> Iterator[Document]:
    """The documents of those of these pages that are public, in no order."""
    public = set(public_pages().filter(pk__in=list(wanted)).values_list("pk", flat=True))
    if not public:
        return
    entries = {row.page_id: row for row in CatalogueEntry.objects.filter(page__in=public)}
    rows = ArticlePage.objects.filter(pk__in=public, unit__isnull=False).select_related("locale", "reading_count")
    articles = list(rows.prefetch_related("tagged_items__tag", "attachments"))
    files = files_of(articles)
    keys = {key.object: key for key in page_keys(public)}
    for article in articles:
        yield _of_article(article, keys[article.pk], entries.get(article.pk), files[article.pk])
    for model in page_types("found_as"):
        for page in model.objects.filter(pk__in=public, unit__isnull=False).select_related("locale"):
            yield _of_page(page, keys[page.pk])


def _of_article(
    article: ArticlePage, key: ContentKey, entry: CatalogueEntry | None, files: tuple[Part, ...]
) -> Document:
    tags = [item.tag.name for item in article.tagged_items.all()]
    readings = article.reading_count.readings if hasattr(article, "reading_count") else 0
    return Document(
        key=key,
        fields={
            **_common(article),
            "document_number": article.document_number,
            "number_key": token(compare_key(article.document_number)) if article.document_number else "",
            "index_number": article.index_number,
            "summary": article.summary,
            "category_id": entry.category_id if entry else article.category_id,
            "kind": Kind(article.kind),
            "genre": article.genre,
            "state": validity_today(article),
            "ceases_on": article.ceases_on,
            "year": article.written_on.year,
            "written_on": article.written_on,
            "published_at": article.published_at,
            "has_attachment": bool(files),
            "popularity": readings.bit_length(),
        },
        text=_text(article)[:LONGEST_TEXT],
        headings="\n".join(_headings(article)),
        other_words="\n".join([*tags, article.source, article.author]),
        attachments=files,
    )


def _headings(article: ArticlePage) -> Iterator[str]:
    return (block["value"].get("text") or "" for block in article.body.raw_data if block["type"] == "heading")


def _text(article: ArticlePage) -> str:
    """Records are shown as those of the source beside every translation."""
    records = "" if article.is_translation else text_of_records(article)
    return "\n".join(filter(None, [article.subtitle, text_of_body(article.body), records]))


def _common(page: GroupPage) -> dict[str, Any]:
    return {
        "page_id": page.pk, "title": page.title, "unit_id": page.unit_id, "language": page.locale.language_code,
    }  # fmt: skip


def _of_page(page: GroupPage, key: ContentKey) -> Document:
    fields = {
        **_common(page), "kind": page.found_as, "category_id": getattr(page, "category_id", None),
        "published_at": page.first_published_at,
    }  # fmt: skip
    return Document(key, fields, page.searched_text()[:LONGEST_TEXT])
