"""Where a request comes from, as far as it can be trusted."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv6Address, IPv6Network

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
    """What one visitor cannot change: an address of IPv4, the first 64 bits of one of IPv6."""
    address = visitor_address(request)
    try:
        ipv6 = IPv6Address(address.strip("[]"))
    except AddressValueError:
        return address
    if ipv6.ipv4_mapped is not None:
        return str(ipv6.ipv4_mapped)
    return str(IPv6Network((int(ipv6), 64), strict=False).network_address)
