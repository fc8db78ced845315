"""From a URL to the page it shows, for views that stand beside a page: its feed, its PDF, its QR code."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from wagtail.models import Page, Site

from sites.pages.restrictions import is_restricted


def live_page(request: HttpRequest, path: str) -> Page:
    """The specific live page at `path` ("news/activities/", "" for the home) on the request's host.

    Raises:
        Http404: no site answers here, there is no live page, it is a stored translation, or not everybody may see it.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    page = site.root_page.specific.route(request, [part for part in path.split("/") if part]).page
    if page.is_translation or is_restricted(page):
        raise Http404
    return page
