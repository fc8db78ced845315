from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sites.organisation.capacity import offices_read_once


class OfficesReadOnceMiddleware:
    """A page that is only read asks for a person's offices in many places: menu, policies, panels."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with offices_read_once():
            return self.get_response(request)
