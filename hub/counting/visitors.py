"""What counts: a thing once in a while from one address. Nothing about people is kept but a keyed hash, half an hour.

What a browser says of itself is not part of who counts: whoever writes the request chooses it.
"""

from __future__ import annotations

from hashlib import blake2b

from crawlerdetect import CrawlerDetect
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from hub.visitors import visitor_network

ONCE_IN = 30 * 60  # seconds
# An office behind one address does less than this; who wants to inflate a count gets no further.
MOST_FROM_ONE_ADDRESS = 120
IN_SECONDS = 60
# Browsers' names are shorter. The patterns of robots take time that grows with the square of the length.
LONGEST_USER_AGENT = 512

_crawlers = CrawlerDetect()


def counts_once(request: HttpRequest, kind: str, *what: object) -> bool:
    """Whether this request is a person's, from where this has not been counted in the last half hour.

    `kind` names the counter: each has its own limit for an address.
    """
    if is_speculative(request) or is_foreign(request) or is_robot(request.headers.get("User-Agent", "")):
        return False
    return not _is_flood(request, kind) and is_first(request, kind, *what)


def is_first(request: HttpRequest, kind: str, *what: object) -> bool:
    """Whether this is the first of it from the visitor's address in half an hour; from now on it is not."""
    return cache.add(f"{kind}:{hidden('once', visitor_network(request), *what)}", 1, ONCE_IN)


def is_robot(user_agent: str) -> bool:
    if not user_agent.strip() or len(user_agent) > LONGEST_USER_AGENT:
        return True
    return _crawlers.is_crawler(user_agent)


def is_speculative(request: HttpRequest) -> bool:
    """A browser that fetches ahead: nobody has read anything yet."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any("prefetch" in purpose or "prerender" in purpose for purpose in purposes)


def is_foreign(request: HttpRequest) -> bool:
    """Sent by a page that is not ours: somebody lets other people's browsers count."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"


def _is_flood(request: HttpRequest, kind: str) -> bool:
    key = f"{kind}:{hidden('address', visitor_network(request))}"
    if cache.add(key, 1, IN_SECONDS):
        return False
    try:
        return cache.incr(key) > MOST_FROM_ONE_ADDRESS
    except ValueError:  # it ran out in between
        return False


def hidden(*parts: object) -> str:
    """One-way: without the secret nobody finds out whose it is, and from tomorrow it is another one."""
    text = "|".join(map(str, (timezone.localdate(), *parts)))
    secret = settings.SECRET_KEY.encode()[:64]
    return blake2b(text.encode(), key=secret, digest_size=16).hexdigest()
