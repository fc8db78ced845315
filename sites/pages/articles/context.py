"""What the page of an article shows beside its fields. Fixed number of queries; test_query_budgets.py holds it."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from wagtail import hooks

from hub.media_blocks import media_loaded
from sites.pages.articles.contents import table_of_contents
from sites.pages.articles.related import related_articles
from sites.pages.articles.sharing import sharing
from sites.pages.records.rows import kinds_of


def article_context(article: Any, request: HttpRequest) -> dict[str, Any]:
    """Attachments, keywords, neighbours, related articles, contents, and addresses that pass the article on."""
    tags = list(article.tags.all())
    return {
        **text_context(article),
        "tags": tags,
        "around": related_articles(article, [tag.pk for tag in tags]),
        "sharing": sharing(request, article.get_url(request) or request.path, article.title),
        "offers_records": article.live and not getattr(request, "is_preview", False),
    }


def text_context(article: Any) -> dict[str, Any]:
    """What belongs to the document itself, on the page and in the PDF. All its media come in three queries.

    Chapter apps add to it by the hook `article_text_context`, a function `(article) -> dict`.
    """
    with media_loaded(article.body, article.records) as images:
        # each block takes its image or file from what was loaded
        list(article.body)
        record_kinds = kinds_of(article)
    prefetch_related_objects(list(images.values()), "renditions")
    attachments = list(article.attachments.select_related("document"))
    added = [parts_of(article) for parts_of in hooks.get_hooks("article_text_context")]
    return {
        "attachments": attachments,
        "attachments_size": sum(each.document.get_file_size() or 0 for each in attachments),
        "contents": table_of_contents(article.body),
        "record_kinds": record_kinds,
        **{name: value for parts in added for name, value in parts.items()},
    }
