"""The hosts that are no foreign ground: the group's own, those it once had, and those that the centre trusts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Site

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
    found = cache.get(KEY)
    if found is None:
        own = {*Site.objects.values_list("hostname", flat=True), *FormerAddress.objects.values_list("host", flat=True)}
        own.add(urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "")
        trusted = TrustedHost.objects.values_list("host", flat=True)
        found = frozenset(host.lower() for host in own if host), frozenset(trusted)
        cache.set(KEY, found, SECONDS)
    return found


def forget(**signal: Any) -> None:
    """At once, and again when the others can read it: meanwhile another process may have put the old ones back."""
    cache.delete(KEY)
    transaction.on_commit(lambda: cache.delete(KEY))


def connect() -> None:
    for model in (Site, FormerAddress, TrustedHost):
        for signal in (post_save, post_delete):
            signal.connect(forget, sender=model, dispatch_uid=f"forget_group_hosts_{model.__name__}")
