"""Sitemaps by https://www.sitemaps.org/protocol.html, with the two scripts of each page as alternates.

A host's /sitemap.xml is an index over the sections of its site: the home, and each column or channel of the first
level; what is no page has sections of its own (`content_sitemaps`). An index may not name another index, so the
portal's names the sections of all hosts. The protocol lets an index name files of another host where that host's
robots.txt names the index: every robots.txt names the portal's too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from django.db.models.functions import Substr
from wagtail.models import Page, Site

from hub.variants.enums import Variant
from sites.pages.page_types import page_types
from sites.pages.translation.locales import locale_id, source_locale_id
from sites.website.metadata.addresses import url_in

SCRIPTS = (Variant.SIMPLIFIED, Variant.TRADITIONAL)
MOST_URLS = 10_000  # of the protocol's 50,000: a file stays below 5 MB
# Every page stands there once in each script, and those that were translated once more in English.
PAGES_A_FILE = MOST_URLS // (len(SCRIPTS) + 1)


@dataclass(frozen=True)
class File:
    """One sitemap: pages `number` × `PAGES_A_FILE` … of a section. The home's own section has no slug."""

    url: str
    changed_at: datetime | None


@dataclass(frozen=True)
class Entry:
    url: str
    changed_at: datetime | None
    alternates: tuple[tuple[str, str], ...]  # (language, URL)


def public_pages(below: Page) -> Any:
    """What a search engine should know of a site: live pages that everybody may see; no links, no translations."""
    pages = Page.objects.live().public().descendant_of(below, inclusive=True).exact_type(*page_types("is_in_sitemap"))
    return pages.filter(locale_id=source_locale_id())


def files(sites: list[Site]) -> Iterator[File]:
    """The sitemaps of `sites` (with their root pages loaded), by host and section. The same queries for any number."""
    roots = {site.root_page.path: site for site in sites}
    root = Page.get_first_root_node()
    length = len(root.path) + 2 * root.steplen  # of the path of a page of a site's first level
    below = sites[0].root_page if len(sites) == 1 else root
    rows = public_pages(below).annotate(branch=Substr("path", 1, length)).values("branch").order_by("branch")
    rows = rows.annotate(pages=Count("pk"), changed_at=Max("last_published_at"))
    counted = {row["branch"]: row for row in rows}
    first_level = Page.objects.descendant_of(below).filter(depth=root.depth + 2)
    slugs = dict(first_level.values_list("path", "slug"))
    for branch, row in counted.items():
        site = roots.get(branch[: length - root.steplen])
        if site is not None:
            section = "" if branch in roots else f"-{slugs[branch]}"
            for number in range(1, -(-row["pages"] // PAGES_A_FILE) + 1):
                yield File(f"{site.root_url}/sitemap{section}-{number}.xml", row["changed_at"])


def entries(site: Site, section: str | None, number: int) -> list[Entry]:
    """The pages of one file, in each script; none beyond the last."""
    home = site.root_page
    if section is None:
        pages = public_pages(home).filter(pk=home.pk)
    else:
        branch = home.get_children().filter(slug=section).first()
        if branch is None:
            return []
        pages = public_pages(branch)
    start = (number - 1) * PAGES_A_FILE
    rows = pages.order_by("pk").values_list("url_path", "last_published_at", "translation_key")
    rows = list(rows[start : start + PAGES_A_FILE])
    english = set(_translated(home))
    found: list[Entry] = []
    for url_path, changed_at, key in rows:
        url = f"{site.root_url}/{url_path.removeprefix(home.url_path)}"
        variants = (*SCRIPTS, Variant.ENGLISH) if key in english else SCRIPTS
        found += in_variants(url, changed_at, variants)
    return found


def _translated(home: Page) -> Iterator[Any]:
    rows = Page.objects.live().descendant_of(home).filter(locale_id=locale_id(Variant.ENGLISH))
    return rows.values_list("translation_key", flat=True)


def in_variants(url: str, changed_at: datetime | None, variants: tuple[Variant, ...] = SCRIPTS) -> list[Entry]:
    """An entry for each variant of what stands at `url`."""
    urls = {variant.language_tag: url_in(url, variant) for variant in variants}
    alternates = (*urls.items(), ("x-default", url))
    return [Entry(each, changed_at, alternates) for each in urls.values()]
