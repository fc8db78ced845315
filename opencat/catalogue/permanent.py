"""Permanent links: /opencat/n/<index number>/ leads to the document wherever it is, for as long as it is public."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from opencat.catalogue.selection import public_entries, shown
from opencat.models import CatalogueEntry
from sites.pages.addresses import Addresses
from sites.pages.navigation import current_home
from sites.website.errors.views import dressed_error

TAKEN_DOWN = "这份文件曾经公开，现已撤下。索引号仍属于它，不会给别的文件。"


@require_safe
def permanent_link(request: HttpRequest, number: str) -> HttpResponse:
    """Raises:
    Http404: no document ever had this number, or no site answers here.
    """
    if current_home(request) is None or "\0" in number:
        raise Http404
    entry = shown(public_entries()).filter(index_number=number).first()
    url = Addresses(request).of_content(entry.unit_id, entry.path, entry.url_path) if entry else ""
    if url:
        return redirect(url)
    if CatalogueEntry.objects.filter(index_number=number).exists():
        return dressed_error(request, 410, "文件已撤下", TAKEN_DOWN, offers_search=True)
    raise Http404
