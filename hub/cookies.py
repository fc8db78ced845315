"""Cookies that all sites of the group share."""

from __future__ import annotations

from django.conf import settings


def shared_domain(host: str) -> str | None:
    """The cookie domain that all sites on `host`'s domain share; None where the browser keeps cookies to one host.

    `host` may have a port. A domain without a dot (localhost) is refused by browsers.
    """
    domain = settings.GROUP_DOMAIN.lower()
    name = (host.rpartition(":")[0] or host).lower()
    return domain if "." in domain and (name == domain or name.endswith(f".{domain}")) else None
