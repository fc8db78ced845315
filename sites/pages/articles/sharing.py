"""Addresses that pass an article on. Plain links: nothing of another party is loaded into the page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from django.http import HttpRequest

from hub.variants.addresses import in_variant
from hub.variants.enums import Variant


@dataclass(frozen=True)
class Sharing:
    url: str
    weibo: str
    mail: str


def sharing(request: HttpRequest, path: str, title: str) -> Sharing:
    """For the page at `path`, in the variant that is being read."""
    url = public_address(request, path)
    body = quote(f"{title}\n{url}\n")
    return Sharing(
        url=url,
        weibo=f"https://service.weibo.com/share/share.php?{urlencode({'url': url, 'title': title})}",
        mail=f"mailto:?subject={quote(title)}&body={body}",
    )


def public_address(request: HttpRequest, url: str) -> str:
    """The whole URL of a page in the request's variant; `url` is a path, or whole where another host answers."""
    parts = urlsplit(request.build_absolute_uri(url))
    variant = getattr(request, "variant", Variant.SIMPLIFIED)  # a preview makes its own request
    return parts._replace(path=in_variant(parts.path, variant)).geturl()
