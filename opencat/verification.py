"""Index numbers as the catalogue and the documents have them (hook `verification_findings`)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from opencat.models import CatalogueEntry
from sites.pages.models.article_page import ArticlePage


def wrong_index_numbers() -> Iterator[str]:
    """A number that stands on a document and not in the catalogue, or the other way round. Two queries."""
    entries = CatalogueEntry.objects.filter(is_public=True, page__live=True).exclude(index_number=None)
    for entry in entries.exclude(page__index_number=F("index_number")).select_related("page"):
        yield f"第 {entry.page_id} 号页面《{entry.page.title}》的索引号与公开目录登记的 {entry.index_number} 不同"
    numbered = ArticlePage.objects.live().exclude(index_number="")
    for page in numbered.exclude(pk__in=CatalogueEntry.objects.exclude(index_number=None).values("page")):
        yield f"第 {page.pk} 号页面《{page.title}》的索引号 {page.index_number} 不在公开目录里"
