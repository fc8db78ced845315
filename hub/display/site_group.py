"""Links between hosts of the group that share no cookie carry the display along."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from wagtail.models import Site

from hub.cookies import shared_domain
from hub.display.preferences import Display
from hub.variants.addresses import WITHOUT_TWIN

LINK = re.compile(r"""(<a\b[^>]*?\shref=")(https?://[^"]+)(")""", re.IGNORECASE)
PARAMETER = "display"
FILES = WITHOUT_TWIN


def links_carrying(html: str, display: Display, host: str) -> str:
    """`html`, a page of `host`, whose links to hosts of the group with another cookie set `display` there."""
    hosts = {urlsplit(root.root_url).netloc for root in Site.get_site_root_paths()}
    own = shared_domain(host)

    def carried(link: re.Match[str]) -> str:
        url = urlsplit(link[2])
        shares = url.netloc == host or (own is not None and shared_domain(url.netloc) == own)
        if url.netloc not in hosts or shares or url.path.startswith(FILES):
            return link[0]
        query = f"{url.query}&amp;" if url.query else ""
        return link[1] + url._replace(query=f"{query}{PARAMETER}={display}").geturl() + link[3]

    return LINK.sub(carried, html)
