"""What holds for every answer: read-only, open to every origin, cached for a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.csrf import csrf_exempt

from sites.website.api.errors import error

SECONDS = 300
METHODS = ("GET", "HEAD", "OPTIONS")
View = Callable[..., HttpResponse]


def public_data(view: View) -> View:
    """`view` for GET and HEAD; other methods are refused. Nothing depends on who asks, so any origin may read it."""

    @csrf_exempt  # a refused method changes nothing
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
        return response

    return answer


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method not in METHODS:
        response = error(405, "这个接口只能读取。")
        response.headers["Allow"] = ", ".join(METHODS)
        return response
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    asked, request.method = request.method, "GET"  # ninja knows no HEAD; the server leaves its body out
    response = view(request, *args, **kwargs)
    request.method = asked
    if response.status_code == 200:
        patch_cache_control(response, public=True, max_age=SECONDS)
        set_response_etag(response)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return response
