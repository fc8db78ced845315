"""Wagtail's passwords for a collection or a part of a site are no account's: an address has so many tries."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail import views
from wagtail.documents.views import serve

from hub.rate_limits import seconds_to_wait


def _limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        limit = settings.AXES_FAILURE_LIMIT
        if request.method == "POST" and (seconds := seconds_to_wait(request, "shared-password", f"{limit}/15m")):
            response = render(request, "errors/lockout.html", {"failure_limit": limit}, status=429)
            response.headers["Retry-After"] = str(seconds)
            return response
        return view(request, *args, **kwargs)

    return counted


of_page = _limited(views.authenticate_with_password)
of_collection = _limited(serve.authenticate_with_password)
