"""本页纠错: the page that a form is about, and the version of it that somebody read (Art. 32(3))."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from wagtail.models import Page

from inquiry.models.page_error import PageError
from sites.casework.models.case import Case
from sites.organisation.models.unit import Unit
from sites.pages.models.group_page import GroupPage
from sites.pages.restrictions import is_restricted


@dataclass(frozen=True)
class ReportedPage:
    page: GroupPage
    unit: Unit
    revision_id: int | None
    address: str


def reported_page(request: HttpRequest, key: str) -> ReportedPage:
    """The public page with this key. The version is the one that is public now.

    Raises:
        Http404: there is none, or not everybody may see it.
    """
    page = Page.objects.filter(pk=int(key), live=True).first() if key.isdecimal() and len(key) < 10 else None
    page = page.specific if page is not None else None
    if not isinstance(page, GroupPage) or page.unit is None or is_restricted(page):
        raise Http404("没有这个网页。")
    address = page.get_full_url(request)
    if not address:
        raise Http404("没有这个网页。")
    return ReportedPage(page, page.unit, page.live_revision_id, address[:500])


def keep_page(case: Case, reported: ReportedPage | None, address: str = "") -> None:
    """Once for a case."""
    if reported is not None:
        values = {"page_id": reported.page.pk, "revision_id": reported.revision_id, "address": reported.address}
    elif address:
        values = {"address": address}
    else:
        return
    PageError.objects.get_or_create(case=case, defaults=values)
