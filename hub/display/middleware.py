from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hub.display.preferences import Display


class DisplayMiddleware:
    """Gives every request `request.display`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.display = Display()
        return self.get_response(request)
