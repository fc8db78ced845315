"""Which request, or which job, a line of the log belongs to."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
NONE = "-"
# What a proxy may say. Nothing that breaks a line of the log, or that somebody could be made to believe.
_SANE = re.compile(r"[A-Za-z0-9_-]{8,64}")

_current: ContextVar[str] = ContextVar("request_id", default=NONE)


def current_request_id() -> str:
    """ "-" outside of a request."""
    return _current.get()


@contextmanager
def use_request_id(value: str) -> Iterator[None]:
    token = _current.set(value)
    try:
        yield
    finally:
        _current.reset(token)


class RequestIDMiddleware:
    """Stands first: every answer says its request's id in a header, errors of all other middleware included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = request_id_of(request)
        with use_request_id(request.request_id):
            response = self.get_response(request)
        response.headers[HEADER] = request.request_id
        return response


def request_id_of(request: HttpRequest) -> str:
    """What one of our own proxies says, if it is sane, so that its log and ours can be compared; else a new one."""
    said = request.headers.get(HEADER, "")
    if request.META.get("REMOTE_ADDR", "") in settings.TRUSTED_PROXIES and _SANE.fullmatch(said):
        return said
    return uuid4().hex


class RequestIDFilter(logging.Filter):
    """Gives every record a `request_id`."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs answers of 400 and above once more after all middleware, and says which request it was.
        own = getattr(getattr(record, "request", None), "request_id", None)
        record.request_id = own or current_request_id()
        return True
