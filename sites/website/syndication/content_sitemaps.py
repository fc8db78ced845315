"""Sitemaps of what is no page: a section of each host for each registered content, /sitemap.<name>-<n>.xml.

The dot keeps them apart from the sections of columns, whose names hold none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Max
from wagtail.models import Site

from sites.pages.public_content import PublicContent, registered
from sites.pages.site_group import SiteGroup
from sites.website.syndication.sitemaps import MOST_URLS, SCRIPTS, Entry, File, in_variants

OBJECTS_A_FILE = MOST_URLS // len(SCRIPTS)


def content_files(sites: list[Site], group: SiteGroup) -> Iterator[File]:
    """The sitemaps of `sites` (with their root pages loaded). A query for each registered content."""
    site_of = {unit: site for site in sites for unit in group.units_below(site.root_page.path)}
    for content in registered():
        rows = content.public_of(site_of).order_by().values_list(content.unit_field)
        totals: defaultdict[Site, int] = defaultdict(int)
        changed: dict[Site, datetime] = {}
        for unit, objects, changed_at in rows.annotate(Count("pk"), Max(content.changed_field)):
            site = site_of[unit]
            totals[site] += objects
            changed[site] = max(changed_at, changed.get(site, changed_at))
        for site, total in totals.items():
            for number in range(1, -(-total // OBJECTS_A_FILE) + 1):
                yield File(f"{site.root_url}/sitemap.{content.name}-{number}.xml", changed[site])


def content_entries(site: Site, group: SiteGroup, content: PublicContent, number: int) -> list[Entry]:
    """The objects of one file, in each script, after the page that lists them; none beyond the last."""
    public = content.public_of(group.units_below(site.root_page.path))
    start = (number - 1) * OBJECTS_A_FILE
    objects = list(public.order_by("pk")[start : start + OBJECTS_A_FILE])
    found: list[Entry] = []
    if objects and number == 1 and content.path:
        newest = public.aggregate(at=Max(content.changed_field))["at"]
        found += in_variants(f"{site.root_url}/{content.path}", newest)
    for item in content.items(objects):
        found += in_variants(f"{site.root_url}/{item.path}", item.changed_at)
    return found
