"""Where a link on a public page leads: as written inside the group, by way of the leaving notice out of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core import signing
from django.urls import reverse

from sites.leaving.addresses import is_contact, is_local, web_address
from sites.leaving.group_hosts import is_of_the_group

SALT = "sites.leaving"


@dataclass(frozen=True)
class Way:
    """What stands in a link's `href`, and whether it leads out of the group. No `href`: the link does nothing."""

    href: str
    is_outward: bool = False


NOWHERE = Way("")


def way_to(address: str) -> Way:
    """The way to an address that an editor gave. Hostile addresses lead nowhere."""
    address = (address or "").strip()
    if is_local(address) or is_contact(address):
        return Way(address)
    target = web_address(address)
    if target is None:
        return NOWHERE
    return Way(leaving_path(target.url), True) if not is_of_the_group(target.host) else Way(target.url)


def leaving_path(url: str) -> str:
    """The leaving notice for `url`. The signature proves that one of our pages leads there."""
    return f"{reverse('leaving')}?{urlencode({'to': url, 's': signing.Signer(salt=SALT).signature(url)})}"


def is_signed(url: str, signature: str) -> bool:
    try:
        signing.Signer(salt=SALT).unsign(f"{url}:{signature}")
    except signing.BadSignature:
        return False
    return True
