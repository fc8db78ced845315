"""What templates show of an article's state and files. No tag asks the database."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from hub.pdf.offer import pdf_is_offered
from sites.pages.articles.file_kinds import FileKind
from sites.pages.articles.file_kinds import file_kind as kind_of
from sites.pages.articles.validity import notice_for, validity_today
from sites.pages.enums import InformationKind, Validity
from sites.pages.models.article_page import ArticlePage

register = template.Library()
register.simple_tag(pdf_is_offered)


@register.inclusion_tag("components/validity_notice.html")
def validity_notice(article: ArticlePage) -> dict[str, Any]:
    """Above the text of a document that is amended, expired or abolished."""
    return {"notice": notice_for(article)}


@register.filter
def validity_mark(page: Any) -> str:
    """已修改, 已失效 or 已废止 for a document that does not hold as it stands; beside its title in lists."""
    if not isinstance(page, ArticlePage):
        return ""
    validity = validity_today(page)
    return "" if validity == Validity.IN_FORCE else str(validity.label)


@register.filter
def validity_label(article: ArticlePage) -> str:
    return str(validity_today(article).label)


@register.filter
def is_document(article: ArticlePage) -> bool:
    """An official document 文件 has a number, and so has whatever is no news once the catalogue holds it."""
    return bool(article.document_number) or (article.kind == InformationKind.POLICY and bool(article.index_number))


@register.filter
def was_written_before(article: ArticlePage) -> bool:
    """Written on an earlier day than it was published: for news the day is said once."""
    return article.published_at is None or article.written_on < timezone.localdate(article.published_at)


@register.filter
def file_kind(ending: str) -> FileKind:
    return kind_of(ending)
