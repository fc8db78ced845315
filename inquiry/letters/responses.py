"""Pages with somebody's letter: kept nowhere, found by nobody, and told to no other site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from hub.rate_limits import seconds_to_wait

View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """A view that needs no token of Django's: a letter can be sent by anybody, and what acts on a case asks for a token
    of the case. So no session runs out while somebody writes."""

    @csrf_exempt
    @sensitive_post_parameters()
    @wraps(view)
    def personal_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return personal_view


def too_often(request: HttpRequest, what: str, *, counts: bool = True) -> str:
    """A sentence where the address has had its share, else "". This request is one more, unless it `counts` not.

    `what` names a rate, and behind a colon of what: each of these has its own share.
    """
    rate = settings.LETTER_RATES[what.partition(":")[0]]
    seconds = seconds_to_wait(request, f"letters:{what}", rate, counts=counts)
    if not seconds:
        return ""
    wait = f"{seconds} 秒" if seconds < 120 else f"{seconds // 60} 分钟"
    return f"您的网络在短时间内请求过多，请等 {wait}再试；您填写的内容还在。"
