"""URLs that set the display, and where they lead back to."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hub.variants.addresses import in_variant
from hub.variants.enums import Variant


def display_url(request: HttpRequest | None, **settings: str) -> str:
    """The URL that sets `settings` and leads back to the page that `request` asked for; without any, the form."""
    return f"{reverse('display')}?{urlencode({**settings, 'next': return_path(request)})}"


def return_path(request: HttpRequest | None) -> str:
    """The path and query of the page asked for, in its variant. Sent forms have no address to come back to."""
    if request is None:
        return "/"
    if not hasattr(request, "_return_path"):
        request._return_path = _return_path(request)
    return request._return_path


def _return_path(request: HttpRequest) -> str:
    path = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    if request.path == reverse("display"):
        path = safe_path(request.GET.get("next", ""))
    return in_variant(path, getattr(request, "variant", Variant.SIMPLIFIED))


def safe_path(path: str) -> str:
    """`path` if it is one on this host, else the home's."""
    safe = path.startswith("/") and path.isprintable() and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe else "/"
