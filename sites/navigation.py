"""Navigation of public pages: within a site, and over the site group. Cached; a change of site or column forgets it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from wagtail.models import Page, Site

from sites.enums import UnitCategory
from sites.models import ColumnPage, UnitSite

GROUP_KEY = "site_group_navigation"
SECONDS = 300


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Section:
    title: str
    links: list[Link]


def current_home(request: HttpRequest) -> UnitSite | None:
    """The unit's site that a request is for: the channel it asks for, else the site of its host. One query."""
    if not hasattr(request, "_unit_site"):
        request._unit_site = _find_home(request)
    return request._unit_site


def _find_home(request: HttpRequest) -> UnitSite | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    page = getattr(request, "_served_page", None)
    path = page.path if page is not None else site.root_page.path
    steps = Page.steplen
    prefixes = [path[:end] for end in range(steps, len(path) + 1, steps)]
    homes = UnitSite.objects.filter(home__path__in=prefixes).select_related("unit", "home", "site")
    return homes.order_by("-home__depth").first()


def main_navigation(request: HttpRequest) -> list[Link]:
    """The columns of the current site that show in menus."""
    unit_site = current_home(request)
    if unit_site is None:
        return []
    columns = ColumnPage.objects.child_of(unit_site.home).live().in_menu()
    links = [Link("首页", unit_site.home.get_url(request), request.path == unit_site.home.get_url(request))]
    for column in columns:
        url = column.get_url(request)
        links.append(Link(column.title, url, request.path.startswith(url)))
    return links


def site_group_navigation(request: HttpRequest) -> list[Section]:
    """All sites of the group by category. One query when not cached; none with."""
    sections = cache.get(GROUP_KEY)
    if sections is None:
        links: dict[str, list[Link]] = {category: [] for category in UnitCategory.values}
        homes = UnitSite.objects.select_related("unit", "home").filter(home__live=True)
        for unit_site in homes:
            url = unit_site.home.full_url
            if url:
                links[unit_site.unit.category].append(Link(unit_site.unit.short_name, url))
        sections = [Section(UnitCategory(category).label, found) for category, found in links.items() if found]
        cache.set(GROUP_KEY, sections, SECONDS)
    return sections


def forget_site_group_navigation() -> None:
    cache.delete(GROUP_KEY)
