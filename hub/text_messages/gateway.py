"""By which way a text message leaves: to a gateway over HTTPS, or into a file, for development."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hub.models.text_message import TextMessage

TIMEOUT = 10  # seconds
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class GatewayError(Exception):
    """It was not taken. The message names neither telephone nor key."""


class _NoRedirect(HTTPRedirectHandler):
    """Telephone numbers go to one host."""

    def redirect_request(self, *given: Any, **more: Any) -> None:
        return None


def deliver(message: TextMessage) -> None:
    """
    Raises:
        GatewayError, OSError: not now; the outbox tries again.
        ImproperlyConfigured
    """
    address = urlsplit(settings.TEXT_MESSAGES)
    content = {
        "id": message.key,  # the same at each attempt: a gateway takes it once
        "telephone": message.telephone,
        "template": settings.TEXT_MESSAGE_TEMPLATES.get(message.template, message.template),
        "parameters": message.parameters,
    }
    if address.scheme == "file":
        with Path(unquote(address.path)).open("a", encoding="utf-8") as file:
            said = {**content, "telephone": masked(message.telephone), "text": message.text}
            file.write(json.dumps(said, ensure_ascii=False) + "\n")
    elif address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK):
        if not settings.TEXT_MESSAGES_KEY:
            raise ImproperlyConfigured("TEXT_MESSAGES_KEY is not set")
        _post(json.dumps(content).encode())
    else:
        raise ImproperlyConfigured("TEXT_MESSAGES: https://gateway/path or file:///path")


def masked(telephone: str) -> str:
    """138****0001: the file of a developer is no place for whole numbers."""
    return f"{telephone[:3]}****{telephone[-4:]}" if len(telephone) > 9 else "****"


def signature(moment: str, body: bytes) -> str:
    """HMAC-SHA256 of `moment` (seconds since 1970), a line end and the body, in hex."""
    return hmac.new(settings.TEXT_MESSAGES_KEY.encode(), moment.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def _post(body: bytes) -> None:
    moment = str(int(time.time()))
    headers = {"Content-Type": "application/json", "X-Timestamp": moment, "X-Signature": signature(moment, body)}
    request = Request(settings.TEXT_MESSAGES, body, headers, method="POST")  # noqa: S310
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            if not 200 <= answer.status < 300:
                raise GatewayError(f"短信网关答复 {answer.status}")
    except HTTPError as error:
        error.close()
        raise GatewayError(f"短信网关答复 {error.code}") from None
