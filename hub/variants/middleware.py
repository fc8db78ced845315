from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hub.variants.addresses import split_variant


class VariantMiddleware:
    """Takes the variant off the path, so that everything further in sees the source's path, and `request.variant`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.variant, path = split_variant(request.path_info)
        request.path = request.path_info = path
        return self.get_response(request)
