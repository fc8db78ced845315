from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sites.approval import ledger

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ActorMiddleware:
    """What somebody changes in the admin is recorded under that name, whichever of Wagtail's views did it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or not request.path.startswith("/admin/") or not request.user.is_authenticated:
            return self.get_response(request)
        with ledger.acting(ledger.Actor(request.user)):
            return self.get_response(request)
