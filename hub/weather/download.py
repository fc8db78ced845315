"""JSON from one host over HTTPS: bounded in time and size, and never led elsewhere."""

from __future__ import annotations

import json
import time
import zlib
from http.client import HTTPException
from queue import Empty, Queue
from threading import Thread
from typing import Any, NoReturn
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LIMIT = 512 * 1024
CHUNK = 16 * 1024
MARGIN = 0.5  # seconds in which a request says itself that its time is up


class Unavailable(Exception):
    """No usable answer. The message is in Chinese and holds no key."""


class _SameHost(HTTPRedirectHandler):
    """The key in the headers, and our trust, are for one host."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc or not _is_safe(newurl):
            fp.close()
            raise Unavailable("转向其他主机，未跟随")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def get_json(url: str, headers: dict[str, str], *, timeout: float, limit: int = LIMIT) -> dict[str, Any]:
    """The object at `url`; `timeout` (seconds) holds for the whole answer, `limit` (bytes) for it unpacked.

    Raises:
        Unavailable: there is none, in time, of this size, that is strict JSON.
    """
    answers: Queue[dict[str, Any] | Exception] = Queue()

    def ask() -> None:
        try:
            answers.put(_ask(url, headers, timeout, limit))
        except Exception as error:
            answers.put(error)

    # Beside this thread: the time-out of a socket begins anew with each byte of a header.
    Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=timeout + MARGIN)
    except Empty:
        raise Unavailable("超时") from None
    if isinstance(found, Exception):
        raise found
    return found


def _ask(url: str, headers: dict[str, str], timeout: float, limit: int) -> dict[str, Any]:
    if not _is_safe(url):
        raise Unavailable("只允许 HTTPS 网址")
    request = Request(url, headers={"Accept": "application/json", "Accept-Encoding": "gzip", **headers})  # noqa: S310
    until = time.monotonic() + timeout
    try:
        with build_opener(_SameHost).open(request, timeout=timeout) as response:
            packed = response.headers.get("Content-Encoding", "").lower() == "gzip"
            return _object(_unpacked(_read(response, until, limit), limit) if packed else _read(response, until, limit))
    except HTTPError as error:
        error.close()
        raise Unavailable(f"HTTP {error.code}") from None
    except (OSError, HTTPException, zlib.error) as error:
        raise Unavailable(f"无法取得：{type(error).__name__}") from error
    except (ValueError, RecursionError) as error:
        raise Unavailable("不是合格的 JSON") from error


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _read(response: Any, until: float, limit: int) -> bytes:
    found = bytearray()
    while chunk := response.read1(CHUNK):
        found += chunk
        if len(found) > limit:
            raise Unavailable("内容过大")
        if time.monotonic() > until:
            raise Unavailable("超时")
    return bytes(found)


def _unpacked(data: bytes, limit: int) -> bytes:
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    found = unpacking.decompress(data, limit + 1)
    if len(found) > limit:
        raise Unavailable("内容过大")
    return found


def _object(data: bytes) -> dict[str, Any]:
    found = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    if not isinstance(found, dict):
        raise Unavailable("不是 JSON 对象")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
