"""The hosts that are no foreign ground: the group's own, those it once had, and those that the centre trusts."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

from hub import caching
from sites.organisation.models.former_address import FormerAddress
from sites.pages.models.trusted_host import TrustedHost

KEY = "group_hosts"
SECONDS = 60


def is_of_the_group(host: str) -> bool:
    """Whether `host` (lower case) is one of these, or stands below one that the centre trusts."""
    own, trusted = group_hosts()
    if host in own:
        return True
    labels = host.rstrip(".").split(".")
    return any(".".join(labels[start:]) in trusted for start in range(len(labels)))


def group_hosts() -> tuple[frozenset[str], frozenset[str]]:
    """(own hosts, trusted hosts). Three queries when not cached; none with."""
    return caching.get_or_set(KEY, _load, SECONDS, tags=(KEY,))


def _load() -> tuple[frozenset[str], frozenset[str]]:
    own = {*Site.objects.values_list("hostname", flat=True), *FormerAddress.objects.values_list("host", flat=True)}
    own.add(urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "")
    trusted = TrustedHost.objects.values_list("host", flat=True)
    return frozenset(host.lower() for host in own if host), frozenset(trusted)


def connect() -> None:
    caching.invalidate_when_changed(Site, FormerAddress, TrustedHost, tags=(KEY,))
