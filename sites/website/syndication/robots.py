from __future__ import annotations

from wagtail.models import Site

from hub.variants.enums import Variant
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit_site import UnitSite

# Forms, settings and counters: nothing in them is worth finding, and each link to them would be a page of its own.
NOT_FOR_ROBOTS = (
    "/admin/", "/display/", "/search/", "/leaving/", "/reading/",
    "/letters/write/", "/letters/sent/", "/letters/status/", "/letters/code/",
)  # fmt: skip


def rules(site: Site) -> str:
    """robots.txt (RFC 9309) of a host. It names the host's sitemap, and the portal's, which lists this host's files."""
    prefixes = [variant.prefix for variant in Variant]
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for path in NOT_FOR_ROBOTS for prefix in prefixes), ""]
    roots = dict.fromkeys([site.root_url, *_portal()])
    lines += [f"Sitemap: {root}/sitemap.xml" for root in roots]
    return "\n".join(lines) + "\n"


def _portal() -> list[str]:
    found = UnitSite.objects.filter(unit__category=UnitCategory.PORTAL).select_related("site").first()
    return [found.site.root_url] if found and found.site else []
