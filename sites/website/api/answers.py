"""Pages as plain data, in the shape of `schemas`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from hub.variants.enums import Variant
from sites.organisation.models.unit_site import UnitSite
from sites.pages.articles.context import text_context
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.plain_text import text_of_body, text_of_html
from sites.website.api.filters import Paging
from sites.website.api.queries import columns_of
from sites.website.metadata.addresses import url_in, variants_of

Data = dict[str, Any]


def page_of_list(request: HttpRequest, found: Any, asked: Paging, as_data: Any) -> Data:
    """One page of a queryset; beyond the last it is empty. Two queries, and those of `as_data`."""
    count = found.count()
    start = (asked.page - 1) * asked.limit
    rows = list(found[start : start + asked.limit]) if start < count else []
    has_next = start + asked.limit < count
    return {
        "count": count,
        "page": asked.page,
        "limit": asked.limit,
        "next": _with_page(request, asked.page + 1) if has_next else None,
        "previous": _with_page(request, asked.page - 1) if asked.page > 1 and rows else None,
        "items": as_data(request, rows),
    }


def _with_page(request: HttpRequest, number: int) -> str:
    query = {**request.GET.dict(), "page": number}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")


def _common(request: HttpRequest, page: Any) -> Data:
    return {"id": page.pk, "title": page.title, "url": page.get_full_url(request), "unit": page.unit.code}


def variants(request: HttpRequest, page: Page) -> list[Data]:
    """The page's other variants, beside the `url` of the source."""
    url = page.get_full_url(request)
    others = [each for each in variants_of(page) if each != Variant.SIMPLIFIED]
    return [{"language": each, "url": url_in(url, each)} for each in others]


def site(request: HttpRequest, unit_site: UnitSite, channels: list[UnitSite]) -> Data:
    unit, home = unit_site.unit, unit_site.home
    return {
        "name": home.title,
        "url": home.get_full_url(request),
        "unit": {name: getattr(unit, name) for name in ("code", "name", "short_name", "category")},
        "address": unit.address,
        "telephone": unit.telephone,
        "identification_code": unit_site.identification_code,
        "filing_number": unit_site.filing_number,
        "security_filing_number": unit_site.security_filing_number,
        "variants": variants(request, home),
        "channels": [
            {"code": each.unit.code, "name": each.home.title, "url": each.home.get_full_url(request)}
            for each in channels
        ],
    }


def column_tree(request: HttpRequest, columns: list[ColumnPage], counts: dict[str, int]) -> list[Data]:
    """`columns`, in the order of the tree, put into each other."""
    roots: list[Data] = []
    known: dict[str, Data] = {}
    for column in columns:
        known[column.path] = data = {
            **_common(request, column),
            "description": column.description,
            "item_count": counts.get(column.path, 0),
            "columns": [],
        }
        above = known.get(column.path[: -Page.steplen])
        (roots if above is None else above["columns"]).append(data)
    return roots


def article_list(request: HttpRequest, pages: list[ArticlePage]) -> list[Data]:
    columns = columns_of(pages)
    return [_article(request, page, columns) for page in pages]


def _article(request: HttpRequest, page: ArticlePage, columns: dict[str, Page]) -> Data:
    names = ("kind", "source", "author", "document_number", "index_number", "written_on", "validity", "summary")
    column = columns.get(page.path[: -Page.steplen])
    return {
        **_common(request, page),
        **{name: getattr(page, name) for name in names},
        "published_at": _local(page.published_at),
        "column": {"id": column.pk, "title": column.title} if column else None,
        "category": _category(page),
        "keywords": [tag.name for tag in page.tags.all()],
    }


def _category(page: ArticlePage) -> Data | None:
    """Where the disclosure catalogue has it; `sites` knows that one by name only."""
    category = getattr(getattr(page, "catalogue_entry", None), "category", None)
    return {"code": category.code, "name": category.name} if category else None


def article(request: HttpRequest, page: ArticlePage) -> Data:
    parts = text_context(page)
    return {
        **_article(request, page, columns_of([page])),
        "subtitle": page.subtitle,
        "editor": page.editor,
        "ceases_on": page.ceases_on,
        "is_ineffective": page.is_ineffective,
        "changed_at": _local(page.last_published_at),
        "body_text": text_of_body(page.body),
        "body_html": "\n".join(block.render({"page": page, "request": request}) for block in page.body),
        "attachments": [attachment(request, each.document, str(each)) for each in parts["attachments"]],
        "variants": variants(request, page),
    }


def _local(at: datetime | None) -> datetime | None:
    return timezone.localtime(at) if at else None


def attachment(request: HttpRequest, document: Any, title: str) -> Data:
    return {
        "title": title,
        "url": request.build_absolute_uri(document.url),
        "extension": document.file_extension.lower(),
        "size": document.get_file_size() or 0,
    }


def topic_list(request: HttpRequest, pages: list[TopicPage]) -> list[Data]:
    return [
        {
            **_common(request, page),
            "summary": page.summary,
            "keywords": [tag.name for tag in page.collected_tags.all()],
        }
        for page in pages
    ]


def leader_list(request: HttpRequest, pages: list[LeaderPage]) -> list[Data]:
    return [
        {
            **_common(request, page),
            "name": page.title,
            "position": page.position,
            "duties": page.duties,
            "biography": text_of_html(page.biography),
            "telephone": page.telephone,
        }
        for page in pages
    ]
