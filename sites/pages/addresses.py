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
        root, host = self._host_of(url_path)
        return f"{host}/{url_path[len(root) :]}" if root else ""

    def at(self, unit_id: int, path: str) -> str:
        """`path` below the root of the host that shows the unit's site; empty for a unit without one."""
        root, host = self._host_of(self._group.home_path_of(unit_id))
        return f"{host}/{path}" if root else ""

    def of_content(self, unit_id: int, path: str, url_path: str | None) -> str:
        """Of what is a page, or is no page and at `path` on its unit's host. Empty if no host shows it."""
        return self.at(unit_id, path) if path else self.of(url_path or "")

    def _host_of(self, url_path: str) -> tuple[str, str]:
        """The `url_path` of the root page below which this one is, and its host; empty texts for none."""
        return next(((root, host) for root, host in self._roots if url_path.startswith(root)), ("", ""))


def absolute(url: str, request: HttpRequest) -> str:
    return url if urlsplit(url).netloc else request.build_absolute_uri(url)
