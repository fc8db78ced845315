"""Pages of the site that may be meant by an address that leads nowhere."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.http import HttpRequest
from wagtail.models import Page

from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.column_page import ColumnPage
from sites.pages.navigation import current_home
from sites.website.errors.missing_page import Missing

MOST = 3
CANDIDATES = 100
ALIKE = 0.6


def likely_pages(request: HttpRequest, missing: Missing) -> list[Page]:
    """At most three: pages with the same or nearly the same last part of the address, columns of a like name, and the
    column that the address lies in. Four queries, whatever the size of the site."""
    unit_site = current_home(request)
    if unit_site is None or not missing.slugs or "\0" in missing.slugs[-1]:
        return []
    home, wanted = unit_site.home, missing.slugs[-1].rpartition(".")[0] or missing.slugs[-1]
    below = Page.objects.live().public().filter(path__startswith=home.path, depth__gt=home.depth, locale=home.locale_id)
    beginning = wanted[: max(2, len(wanted) // 2)]
    channels = UnitSite.objects.filter(home__path__startswith=home.path).exclude(pk=unit_site.pk)
    elsewhere = tuple(channels.values_list("home__path", flat=True))  # below the portal, and sites of their own
    pages = [
        page for page in below.filter(slug__startswith=beginning)[:CANDIDATES] if not page.path.startswith(elsewhere)
    ]
    columns = below.filter(pk__in=ColumnPage.objects.filter(unit_id=unit_site.unit_id).values("pk"))
    scored = {page.pk: (_likeness(page, wanted), -page.depth, page) for page in [*pages, *columns[:CANDIDATES]]}
    ranked = sorted(scored.values(), key=lambda row: row[:2], reverse=True)
    found = [page for likeness, _depth, page in ranked if likeness >= ALIKE]
    if missing.nearest.depth > home.depth:
        found.insert(MOST - 1, missing.nearest)
    return list({page.pk: page for page in found[:MOST]}.values())


def _likeness(page: Page, wanted: str) -> float:
    """0 to 1, by the name in the URL or by the title, whichever is closer to what was asked for."""
    wanted = wanted.lower()
    return max(SequenceMatcher(None, wanted, name.lower()).ratio() for name in (page.slug, page.title))
