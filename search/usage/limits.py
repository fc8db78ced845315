"""How often one address may search, ask for suggestions, use the API or fetch a feed.

Generous: an office behind one address searches less.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hub.rate_limits import seconds_to_wait
from sites.website.api.errors import error
from sites.website.errors.views import plain_error

View = Callable[..., HttpResponse]
FOR_PROGRAMS = frozenset({"suggest", "api"})  # groups that are answered in JSON


def limited(request: HttpRequest, group: str) -> HttpResponse | None:
    """Counts this request; 429 (RFC 6585, 4) where its address has had its share of `group`, else None.

    `group` is a key of `SEARCH_RATES`.
    """
    seconds = seconds_to_wait(request, f"search:{group}", settings.SEARCH_RATES[group])
    return too_many(group, seconds) if seconds else None


def rate_limited(group: str) -> Callable[[View], View]:
    """The same for a whole view."""

    def decorate(view: View) -> View:
        @wraps(view)
        def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return limited(request, group) or view(request, *args, **kwargs)

        return limited_view

    return decorate


def too_many(group: str, seconds: int) -> HttpResponse:
    advice = f"您的网络在短时间内请求过多，请等 {seconds} 秒再试。"
    if group in FOR_PROGRAMS:
        response = error(429, advice)
    else:
        response = plain_error(429, "请求过于频繁", advice, settings.WAGTAIL_SITE_NAME)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
