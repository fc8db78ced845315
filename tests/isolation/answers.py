"""One request and what came back, in the words of docs/access.md."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from hub.models import User

LOGIN = "/admin/login/"
DASHBOARD = "/admin/"
# What a request may write although it is refused: the session, when the person was seen in it, the day for which a
# person's groups were derived, and that the person takes part in the comments on a page of their own.
HARMLESS = ("django_session", "seen_at", "memberships_on", "wagtailcore_pagesubscription")


class Visitor:
    """A person's browser. Every request starts from the same session, and what it writes is taken back."""

    def __init__(self, person: User | None) -> None:
        self.client = Client(HTTP_HOST="portal.localhost", raise_request_exception=False)
        self.session = ""
        if person is not None:
            self.client.force_login(person, backend="sites.organisation.auth.AppointmentBackend")
            self.session = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        self.writes: list[str] = []

    def ask(
        self, method: str, url: str, data: dict[str, Any] | None = None, look: Callable[[], Any] | None = None
    ) -> HttpResponse:
        """The response; `seen` on it is what `look` finds before all is taken back."""
        client = self.client
        client.cookies.clear()
        if self.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        if self.writes:
            cache.clear()
        self.writes = []
        with transaction.atomic(), connection.execute_wrapper(self._note):
            response = client.generic(method, url) if method != "POST" else client.post(url, data or {})
            response.text_sent = text_of(response)
            response.seen = look() if look else None
            transaction.set_rollback(True)
        return response

    def _note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(word in sql for word in HARMLESS):
            self.writes.append(sql)
        return execute(sql, params, many, context)


def answer(response: HttpResponse) -> str:
    """login: sent to the login form. no: refused, sent to the dashboard with a message that says so."""
    status = response.status_code
    location = response.headers.get("Location", "")
    if status == 302 and location.startswith(LOGIN):
        return "login"
    told = [message.level for message in get_messages(response.wsgi_request)]
    return "no" if status == 302 and location == DASHBOARD and ERROR in told else str(status)


def text_of(response: HttpResponse) -> str:
    """What the browser gets, spreadsheets unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "replace")


def shows(text: str, mark: str) -> bool:
    """Whether `mark` is in a text, as it is or as JSON or a URL write it."""
    return any(form in text for form in (mark, json.dumps(mark)[1:-1], quote(mark)))


@contextmanager
def without_log() -> Iterator[None]:
    """Django logs every refusal; a walk has thousands."""
    import logging

    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
