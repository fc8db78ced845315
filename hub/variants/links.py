"""Links that stay in the variant: what leads to a page of the group gets the variant's prefix."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from wagtail.models import Site

from hub.variants.addresses import WITHOUT_TWIN, has_twin, in_variant, split_variant
from hub.variants.enums import Variant

# Browsers read a backslash as a slash: /\host is another host's.
ADDRESS = re.compile(r"(\s*)((?:https?:)?//([^/?#\\\s]+))?(/(?![/\\])[^?#]*)?(.*)", re.IGNORECASE | re.DOTALL)
NO_PREFIX = [re.escape(path.strip("/")) for path in (*WITHOUT_TWIN, *(variant.prefix for variant in Variant))]
ON_THIS_HOST = re.compile(rf"/(?![/\\]|(?:{'|'.join(filter(None, NO_PREFIX))})(?:[/?#]|\Z))")
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
        if ON_THIS_HOST.match(url):  # most links: quickly
            return self.prefix + url
        found = ADDRESS.match(url)
        if found is None:
            return None
        space, origin, host, path, rest = found.groups()
        if (origin and DEFAULT_PORT.sub("", host.lower()) not in self.hosts) or not (origin or path):
            return None
        if origin and not path and rest and rest[0] not in "?#":
            return None
        path = path or "/"
        if split_variant(path)[0] != Variant.SIMPLIFIED or not has_twin(path):
            return None
        return f"{space}{origin or ''}{in_variant(path, self.variant)}{rest}"


def links_of(request: HttpRequest, variant: Variant) -> GroupLinks:
    """For the pages of the whole group and the host that was asked. Wagtail caches the sites' addresses."""
    hosts = _hosts(tuple(site.root_url for site in Site.get_site_root_paths()))
    try:
        return GroupLinks(variant, hosts | {DEFAULT_PORT.sub("", request.get_host().lower())})
    except DisallowedHost:
        return GroupLinks(variant, hosts)


@lru_cache(maxsize=4)
def _hosts(root_urls: tuple[str, ...]) -> frozenset[str]:
    return frozenset(DEFAULT_PORT.sub("", urlsplit(url).netloc.lower()) for url in root_urls)
