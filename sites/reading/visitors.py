"""Who counts as a reader: a person, once in a while. Nothing about them is kept but a keyed hash, for half an hour."""

from __future__ import annotations

from hashlib import blake2b

from crawlerdetect import CrawlerDetect
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from hub.visitors import visitor_address

ONCE_IN = 30 * 60  # seconds
# An office behind one address reads less than this; who wants to inflate a count gets no further.
MOST_FROM_ONE_ADDRESS = 120
IN_SECONDS = 60
# Browsers' names are shorter. The patterns of robots take time that grows with the square of the length.
LONGEST_USER_AGENT = 512

_crawlers = CrawlerDetect()


def counts_as_reading(request: HttpRequest, page_id: int) -> bool:
    """Whether this beacon is a person who has not been counted for this page in the last half hour."""
    if _is_speculative(request) or _is_foreign(request):
        return False
    address = visitor_address(request)
    if _is_flood(address) or is_robot(request.headers.get("User-Agent", "")):
        return False
    return cache.add(_key("once", address, request.headers["User-Agent"], page_id), 1, ONCE_IN)


def is_robot(user_agent: str) -> bool:
    if not user_agent.strip() or len(user_agent) > LONGEST_USER_AGENT:
        return True
    return _crawlers.is_crawler(user_agent)


def _is_speculative(request: HttpRequest) -> bool:
    """A browser that fetches ahead: nobody has read anything yet."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any("prefetch" in purpose or "prerender" in purpose for purpose in purposes)


def _is_foreign(request: HttpRequest) -> bool:
    """Sent by a page that is not ours: somebody lets other people's browsers count."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"


def _is_flood(address: str) -> bool:
    key = _key("address", address)
    if cache.add(key, 1, IN_SECONDS):
        return False
    try:
        return cache.incr(key) > MOST_FROM_ONE_ADDRESS
    except ValueError:  # it ran out in between
        return False


def _key(*parts: object) -> str:
    """One-way: without the secret nobody finds out whose it is, and from tomorrow it is another one."""
    text = "|".join(map(str, (timezone.localdate(), *parts)))
    secret = settings.SECRET_KEY.encode()[:64]
    return "reading:" + blake2b(text.encode(), key=secret, digest_size=16).hexdigest()
