"""The records of one document as a table to download (Arts. 10, 14): free, and without asking who reads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hub.spreadsheets import csv_response
from sites.pages.enums import DisclosureKind
from sites.pages.models.article_page import ArticlePage
from sites.pages.records.rows import kinds_of, rows_of
from sites.pages.restrictions import is_restricted
from sites.pages.translation.locales import source_locale_id


@require_safe
def records_csv(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    """The records of `kind` of a public document.

    Raises:
        Http404: there is no such document, not everybody may read it, or it has no records of this kind.
    """
    public = ArticlePage.objects.live().filter(locale=source_locale_id(), disclosure_kind=DisclosureKind.PROACTIVE)
    page = public.filter(pk=page_id).first()
    if page is None or is_restricted(page) or kind not in kinds_of(page):
        raise Http404
    name = f"{page.index_number or page.pk}-{kind}.csv".replace("/", "-")
    return csv_response(name, *rows_of(page, kind))
