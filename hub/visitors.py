"""Where a request comes from, as far as it can be trusted."""

from __future__ import annotations

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
