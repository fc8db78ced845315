"""How often one address may ask for something. What is counted is a keyed hash of it, for as long as the rate says."""

from __future__ import annotations

from django.http import HttpRequest
from django_ratelimit.core import get_usage

from hub.counting.visitors import hidden
from hub.visitors import visitor_network


def seconds_to_wait(request: HttpRequest, group: str, rate: str, *, counts: bool = True) -> int:
    """How long an address that has had its share of `group` ("60/m") has to wait, 0 where it has not.

    This request is one more, unless it `counts` not.

    An address that is not known (a socket without a proxy) is not limited: all visitors would be one.
    """
    address = visitor_network(request)
    if not address:
        return 0
    usage = get_usage(
        request, group=group, key=lambda group, request: hidden("limit", address), rate=rate, increment=counts
    )
    # A negative rest: the cache did not take the count.
    if usage is None or not usage["should_limit"] or usage["time_left"] < 0:
        return 0
    return max(usage["time_left"], 1)
