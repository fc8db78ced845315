"""What an address that somebody typed really is. Pure: no database, no settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

LONGEST = 2000
WEB_SCHEMES = ("http", "https")
# Not a place on the web: the visitor's own mail program or telephone opens.
CONTACT_SCHEMES = ("mailto", "tel")
# Browsers leave out control characters and read a backslash as a slash, so that what is seen is not what opens.
DECEIVING = re.compile(r"[\x00-\x20\x7f-\xa0\\\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")


@dataclass(frozen=True)
class WebAddress:
    """An absolute address on the web. `host` is as the network knows it: lower case, other scripts as punycode."""

    url: str
    host: str


def is_local(address: str) -> bool:
    """Whether an address stays on the host of the page that carries it: a path, a query or an anchor."""
    if not address or len(address) > LONGEST or DECEIVING.search(address) or address.startswith("//"):
        return False
    return address[0] in "/?#" or not re.match(r"[^/?#]*:", address)


def is_contact(address: str) -> bool:
    scheme, colon, rest = address.partition(":")
    return bool(colon and rest) and scheme.lower() in CONTACT_SCHEMES and not DECEIVING.search(address)


def web_address(address: str) -> WebAddress | None:
    """The address as it is opened and shown, or None for what is not plainly one.

    Refused are other schemes, addresses without a scheme of their own ("//host"), a name or password before the host,
    and characters that hide where an address leads.
    """
    address = address.strip()
    if len(address) > LONGEST or DECEIVING.search(address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in WEB_SCHEMES or "@" in parts.netloc or not _is_host(host, parts):
        return None
    place = f"[{host}]" if ":" in host else host
    return WebAddress(parts._replace(netloc=f"{place}:{port}" if port else place).geturl(), host)


def _is_host(host: str, parts: SplitResult) -> bool:
    """`urlsplit` has checked what stands in brackets (IPv6)."""
    return ":" in host if parts.netloc.startswith("[") else bool(HOST.fullmatch(host))
