from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from wagtail.models import Site

from hub.variants.addresses import WITHOUT_TWIN
from sites.pages.provisioning.addresses import present_address
from sites.pages.site_group import group_of

# Nobody asks for a site there: files, the admin, the beacons of readers.
WITHOUT_SITE = (*WITHOUT_TWIN, "/reading/")


class SiteMiddleware:
    """Puts the site, and what the addresses of pages begin with, on a public request where Wagtail looks first: nobody
    asks the database or the cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(WITHOUT_SITE):
            host, port = split_domain_port(request.get_host())[0], request.get_port()
            group = group_of(request)
            request._wagtail_site = group.site_at(host, int(port) if port.isdecimal() else None)
            request._wagtail_cached_site_root_paths = group.once("root paths", Site.get_site_root_paths)
        return self.get_response(request)


class FormerAddressMiddleware:
    """Leads URLs of a site that has moved to where they are now; asked only when nothing else answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        url = present_address(request.get_host().partition(":")[0], request.path)
        if url is None:
            return response
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
