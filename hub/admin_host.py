"""The admin answers on one host alone, the one that links in mail lead to; on all others it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host

# What is below them, and where one signs in beside the admin. "/admin" leads to "/admin/".
ADMIN_PATHS = ("/admin/", "/_util/")
USUAL_PORTS = {"http": 80, "https": 443}


def admin_origin() -> str:
    """Scheme, host and port, as browsers name them: without the port that goes without saying."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = "" if parts.port in (None, USUAL_PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{admin_host()}{port}"


def admin_host() -> str:
    """Without a port."""
    return (urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "").rstrip(".")


class AdminHostMiddleware:
    """Answers 404 to the admin's addresses on every other host, before anybody looks at a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if f"{request.path_info}/".startswith(ADMIN_PATHS) and not _is_admin_host(request):
            raise Http404("管理平台在另一个主机名上。")
        return self.get_response(request)


def _is_admin_host(request: HttpRequest) -> bool:
    return split_domain_port(request.get_host())[0] == admin_host()


@register
def check_admin_host(**options: object) -> list[CheckMessage]:
    """Error hub.E003: links in mail would lead nowhere, or passkeys belong to no host."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if parts.scheme in ("http", "https") and admin_host() and parts.path in ("", "/"):
        if validate_host(admin_host(), settings.ALLOWED_HOSTS):
            return []
        problem = f"{admin_host()} is not in ALLOWED_HOSTS."
    else:
        problem = f"{settings.WAGTAILADMIN_BASE_URL!r} is not the address of a host."
    return [Error(problem, hint="ADMIN_BASE_URL is where the admin answers: https://host.", id="hub.E003")]
