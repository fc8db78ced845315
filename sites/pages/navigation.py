"""Navigation of public pages: within a site, and over the site group. Kept until a site or a column changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_delete
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from hub import caching
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit_site import UnitSite
from sites.pages.addresses import Addresses
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.partner_link import PartnerLink
from sites.pages.site_group import SiteGroup, group_of

SECONDS = 300


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class MenuEntry:
    """What an app adds to the menu of a site by the hook `main_menu_entries`; `path` is below the root of its host."""

    title: str
    path: str  # "letters/"


@dataclass(frozen=True)
class Section:
    title: str
    links: list[Link]
    is_outward: bool = False  # sites that are not of the group


def current_home(request: HttpRequest) -> UnitSite | None:
    """The unit's site that a request is for: the channel it asks for, else the site of its host. No query."""
    if not hasattr(request, "_unit_site"):
        request._unit_site = _find_home(request)
    return request._unit_site


def _find_home(request: HttpRequest) -> UnitSite | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    page = getattr(request, "_served_page", None)
    path = page.path if page is not None else site.root_page.path
    return group_of(request).home_above(path)


def main_navigation(request: HttpRequest) -> list[Link]:
    """The columns of the current site that show in menus, and what apps add. One query when not cached; none with."""
    unit_site = current_home(request)
    if unit_site is None:
        return []

    def menu() -> list[tuple[str, str]]:
        columns = ColumnPage.objects.child_of(unit_site.home).live().in_menu()
        entries = [entry for answer in hooks.get_hooks("main_menu_entries") for entry in answer(unit_site)]
        addresses = Addresses(request)
        return [
            ("首页", unit_site.home.get_url(request)),
            *((each.title, each.get_url(request)) for each in columns),
            *((each.title, addresses.at(unit_site.unit_id, each.path)) for each in entries),
        ]

    (title, home), *columns = cached_by_host("main_navigation", unit_site.unit_id, request, menu)
    links = [Link(title, home, request.path == home)] if home else []
    return [*links, *(Link(title, url, request.path.startswith(url)) for title, url in columns if url)]


def cached_by_host(
    name: str, unit_id: int, request: HttpRequest, make: Callable[[], list[Any]], *tags: str
) -> list[Any]:
    """What `make` gives, cached until a column of the unit or a site changes, or one of `tags` is invalidated.

    For the request's host: a channel has other URLs seen from a preview on another host.
    """
    site = Site.find_for_request(request)
    key = f"{name}:{unit_id}:{site.pk if site else None}"
    return caching.get_or_set(key, make, SECONDS, tags=(menu_tag(unit_id), *tags))


def menu_tag(unit_id: int) -> str:
    """What the menus of a unit's site are cached under."""
    return f"menus:{unit_id}"


def site_group_navigation(request: HttpRequest) -> list[Section]:
    """All sites of the group by category, and the centre's links to others. One query when the group has changed."""
    group = group_of(request)
    return group.once("navigation", lambda: _sections(group))


def _sections(group: SiteGroup) -> list[Section]:
    links: dict[str, list[Link]] = {category: [] for category in UnitCategory.values}
    for unit_site in group.homes():
        url = unit_site.home.full_url if unit_site.home.live else None
        if url:
            links[unit_site.unit.category].append(Link(unit_site.unit.short_name, url))
    sections = [Section(UnitCategory(category).label, found) for category, found in links.items() if found]
    partners = [Link(partner.title, partner.address) for partner in PartnerLink.objects.all()]
    if partners:
        sections.append(Section(str(PartnerLink._meta.verbose_name), partners, is_outward=True))
    return sections


def link_to_portal(sections: list[Section]) -> Link | None:
    """The portal's entry of the site-group navigation."""
    return next((each.links[0] for each in sections if each.title == UnitCategory.PORTAL.label), None)


def forget_menu_of(unit_id: int) -> None:
    caching.invalidate_on_commit(menu_tag(unit_id))


def forget_menu(instance: Any, **signal: Any) -> None:
    """A column was published, taken down, moved or deleted: its site's menu is made anew."""
    page = instance.specific_deferred
    if isinstance(page, ColumnPage):
        forget_menu_of(page.unit_id)


def connect() -> None:
    """The menu follows the columns."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget_menu, dispatch_uid="forget_menu")
    post_delete.connect(forget_menu, sender=ColumnPage, dispatch_uid="forget_menu")
