"""Where a link on a public page leads: as written inside the group, by way of the leaving notice out of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core import signing
from django.urls import reverse

from sites.pages.outbound.addresses import is_contact, is_local, web_address
from sites.pages.outbound.group_hosts import is_of_the_group

SALT = "outbound link"


@dataclass(frozen=True)
class OutboundLink:
    """What stands in a link's `href`, and whether it leads out of the group. No `href`: the link does nothing."""

    href: str
    is_outward: bool = False


NOWHERE = OutboundLink("")


def outbound_link(address: str) -> OutboundLink:
    """The way to an address that an editor gave. Hostile addresses lead nowhere."""
    address = (address or "").strip()
    if is_local(address) or is_contact(address):
        return OutboundLink(address)
    target = web_address(address)
    if target is None:
        return NOWHERE
    return (
        OutboundLink(exit_notice_path(target.url), True)
        if not is_of_the_group(target.host)
        else OutboundLink(target.url)
    )


def exit_notice_path(url: str) -> str:
    """The leaving notice for `url`. The signature proves that one of our pages leads there."""
    return f"{reverse('exit_notice')}?{urlencode({'to': url, 's': signing.Signer(salt=SALT).signature(url)})}"


def is_signed(url: str, signature: str) -> bool:
    try:
        signing.Signer(salt=SALT).unsign(f"{url}:{signature}")
    except signing.BadSignature:
        return False
    return True
