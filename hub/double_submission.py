"""A button of the admin that is pressed twice, or by two people at once: one press counts, the others are told so.

The same form counts once while it is being answered and shortly after it succeeded. Two forms about one thing meet in
the actions, which lock the row and look at its state; what gets past that in the same moment is stopped by a constraint
of the database or by a model's own check, and becomes an answer here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

logger = logging.getLogger(__name__)

ADMIN = "/admin/"
SECONDS = 10
GIVEN_UP = frozenset({"40P01", "40001"})  # deadlock_detected, serialization_failure
ALREADY_DONE = "没有重复处理：同样的操作刚刚已经提交过，或者内容已被他人改动。请看一下现在的状态，需要时再试一次。"
GONE = "没有处理：这项内容已经不存在，可能刚刚已被删除。"


class DoubleSubmissionMiddleware:
    """Forms report what is wrong with their data themselves; what a view raises came up after its form was valid."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_press(request):
            return self.get_response(request)
        key = _form_key(request)
        if key and not cache.add(key, 1, SECONDS):
            return _answer(request, ALREADY_DONE, _page_of_form(request))
        response = self.get_response(request)
        if key and not 300 <= response.status_code < 400:  # refused or failed: it may be sent again
            cache.delete(key)
        if response.status_code == 404 and _is_on_own_page(request):
            return _answer(request, GONE, ADMIN)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not _is_press(request) or not _came_second(exception):
            return None
        # With its traceback: a fault of ours looks the same.
        logger.error("Refused as a double submission: %s %s", request.path, exception, exc_info=exception)
        return _answer(request, ALREADY_DONE, _page_of_form(request))


def _came_second(exception: Exception) -> bool:
    """Stopped by a constraint or a model's check; or given up by PostgreSQL, because two waited for each other."""
    if isinstance(exception, OperationalError):
        return getattr(exception.__cause__, "sqlstate", "") in GIVEN_UP
    return isinstance(exception, IntegrityError | ValidationError)


def _is_press(request: HttpRequest) -> bool:
    is_form = request.method == "POST" and request.path.startswith(ADMIN) and request.accepts("text/html")
    return is_form and request.user.is_authenticated


def _form_key(request: HttpRequest) -> str:
    """Of this form as it was opened and filled in; empty for a script, which sends the token in a header.

    Every time a form is drawn it holds another mask of the person's token.
    """
    if "csrfmiddlewaretoken" not in request.POST:
        return ""
    files = [(name, each.name, each.size) for name, each in request.FILES.items()]
    pressed = repr((request.user.pk, request.get_full_path(), sorted(request.POST.lists()), files))
    return f"form:{sha256(pressed.encode()).hexdigest()}"


def _is_on_own_page(request: HttpRequest) -> bool:
    """Whether the form stood on the page that it is sent to: then the person could open that, and it was there."""
    return urlsplit(request.headers.get("referer", "")).path == request.path


def _answer(request: HttpRequest, message: str, url: str) -> HttpResponse:
    messages.warning(request, message)
    return redirect(url)


def _page_of_form(request: HttpRequest) -> str:
    """Where the button was pressed."""
    referer = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return referer
    return ADMIN
