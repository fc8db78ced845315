"""Links that stay in the variant: what leads to a page of the group gets the variant's prefix."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from wagtail.models import Site

from hub.variants.addresses import WITHOUT_TWIN
from hub.variants.enums import Variant

# Browsers read a backslash as a slash: /\host is another host's.
ADDRESS = re.compile(r"(\s*)((?:https?:)?//([^/?#\\\s]+))?(/(?![/\\])[^?#]*)?(.*)", re.IGNORECASE | re.DOTALL)
# Paths from the root that are neither files nor in a variant already.
NO_PREFIX = [re.escape(path.strip("/")) for path in (*WITHOUT_TWIN, *(variant.prefix for variant in Variant))]
HAS_TWIN = re.compile(rf"/(?![/\\]|(?:{'|'.join(filter(None, NO_PREFIX))})(?:[/?#]|\Z))")
DEFAULT_PORT = re.compile(r":(?:80|443)?$")


class GroupLinks:
    """Rewrites addresses for one variant, on `hosts` ("host" or "host:port") and for paths without a host."""

    def __init__(self, variant: Variant, hosts: frozenset[str]) -> None:
        self.variant = variant
        self.hosts = hosts
        self.prefix = variant.prefix

    def stay(self, url: str) -> str | None:
        """`url` in the variant; None when it is to stay as it is: elsewhere, a file, or in a variant already.

        Works on the text of an attribute as well: nothing is unescaped, and only the prefix is added.
        """
        if HAS_TWIN.match(url):  # most links: quickly
            return self.prefix + url
        found = ADDRESS.match(url)
        if found is None:
            return None
        space, origin, host, path, rest = found.groups()
        if origin and DEFAULT_PORT.sub("", host.lower()) not in self.hosts:
            return None
        if not path:
            if not origin or (rest and rest[0] not in "?#"):
                return None
            path = "/"
        return f"{space}{origin or ''}{self.prefix}{path}{rest}" if HAS_TWIN.match(path) else None


def links_of(request: HttpRequest, variant: Variant) -> GroupLinks:
    """For the pages of the whole group and the host that was asked."""
    hosts = group_hosts()
    try:
        return GroupLinks(variant, hosts | {DEFAULT_PORT.sub("", request.get_host().lower())})
    except DisallowedHost:
        return GroupLinks(variant, hosts)


def group_hosts() -> frozenset[str]:
    """The sites' hosts, each with its port unless it is the usual one. Wagtail caches the sites' addresses."""
    return _hosts(tuple(site.root_url for site in Site.get_site_root_paths()))


@lru_cache(maxsize=4)
def _hosts(root_urls: tuple[str, ...]) -> frozenset[str]:
    return frozenset(DEFAULT_PORT.sub("", urlsplit(url).netloc.lower()) for url in root_urls)
