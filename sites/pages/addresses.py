"""Addresses of many pages and objects without a query: the sites are held by the process, their hosts are cached."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from wagtail.models import Site

from sites.pages.site_group import group_of, site_group


class Addresses:
    """Without a request they are absolute; with one, those of its own host are paths."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        here = Site.find_for_request(request) if request else None
        # Where Wagtail's own addresses of pages look first as well.
        known = getattr(request, "_wagtail_cached_site_root_paths", None) or Site.get_site_root_paths()
        self._roots = [(path, "" if here and key == here.pk else url) for key, path, url, _language in known]
        self._group = group_of(request) if request else site_group.current()

    def of(self, url_path: str) -> str:
        """Of the page with this `url_path`; empty for one that no host shows."""
        for root, host in self._roots:
            if url_path.startswith(root):
                return f"{host}/{url_path[len(root) :]}"
        return ""

    def at(self, unit_id: int, path: str) -> str:
        """`path` below the root of the host that shows the unit's site; empty for a unit without one."""
        home = self._group.home_path_of(unit_id)
        for root, host in self._roots:
            if home.startswith(root):
                return f"{host}/{path}"
        return ""


def absolute(url: str, request: HttpRequest) -> str:
    return url if urlsplit(url).netloc else request.build_absolute_uri(url)
