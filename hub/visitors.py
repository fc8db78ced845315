"""Where a request comes from, as far as it can be trusted."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def visitor_address(request: HttpRequest) -> str:
    """The address of whoever asks: what our own proxy wrote last, or else the connection's own, "" for a socket.

    What stands before the proxy's entry in X-Forwarded-For is what the visitor said, and is not looked at.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if address in settings.TRUSTED_PROXIES:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return forwarded or address
    return address


def visitor_network(request: HttpRequest) -> str:
    """What one visitor cannot change: the address of IPv4, of IPv6 the /64 around it; "" for what is no address."""
    try:
        found = ip_address(visitor_address(request).strip("[]"))
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network(f"{found}/{64 if found.version == 6 else 32}", strict=False))
