"""The sites of the group, which every public page asks for: whose host this is, whose home a page lies below.

They change a few times a year, so every process keeps them, and with them what is the same on all pages of a site.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.http import Http404, HttpRequest
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath
from wagtail.signals import page_published, page_unpublished, post_page_move

from hub import caching
from hub.versioned_cache import VersionedCache
from sites.organisation.models.former_address import FormerAddress
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.organisation.places import paths_down_to
from sites.pages.models.partner_link import PartnerLink
from sites.pages.models.trusted_host import TrustedHost
from sites.pages.page_types import page_types

Row = TypeVar("Row", bound=Model)
Made = TypeVar("Made")
# Where each process has a cache of its own (the embedded install), the longest that another's change takes.
SECONDS = 60
ROOT_PATHS = "site_root_paths"
ROOT_PATHS_SECONDS = 3600
_load_root_paths, _clear_root_paths = Site.get_site_root_paths, Site.clear_site_root_paths_cache


class SiteGroup:
    """One edition of it. Rows that it gives belong to who asked: pages remember things, and take on a translation."""

    def __init__(self) -> None:
        """Two queries."""
        self._by_host: dict[str, list[Site]] = {}
        for site in Site.objects.select_related("root_page"):
            self._by_host.setdefault(site.hostname, []).append(site)
        everywhere = (site for named in self._by_host.values() for site in named)
        self._default = next((site for site in everywhere if site.is_default_site), None)
        rows = UnitSite.objects.select_related("unit", "home", "site")
        self._by_path = {row.home.path: row for row in rows}
        self._home_paths = {row.unit_id: row.home.url_path for row in self._by_path.values()}
        self._made: dict[Any, Any] = {}

    def site_at(self, host: str, port: int | None) -> Site | None:
        """As Wagtail answers: host and port, else the only site of that host, else the default site."""
        named = self._by_host.get(host, [])
        found = next((site for site in named if site.port == port), None)
        if found is None:
            found = named[0] if len(named) == 1 else self._default
        return _copy(found, "root_page") if found else None

    def home_above(self, path: str) -> UnitSite | None:
        """The site whose home is nearest above the place `path` of the tree, or there."""
        above = reversed(paths_down_to(path))
        return next(
            (_copy(self._by_path[each], "unit", "home", "site") for each in above if each in self._by_path), None
        )

    def units_below(self, path: str) -> frozenset[int]:
        """Keys of the units whose sites lie below the place `path` of the tree, or there."""
        return frozenset(row.unit_id for home, row in self._by_path.items() if home.startswith(path))

    def home_path_of(self, unit_id: int) -> str:
        """`url_path` of the unit's home; empty for a unit without a site."""
        return self._home_paths.get(unit_id, "")

    def homes(self) -> list[UnitSite]:
        """All, in the order of their units."""
        return [_copy(row, "unit", "home", "site") for row in self._by_path.values()]

    def once(self, key: Any, make: Callable[[], Made]) -> Made:
        """What `make` gives, kept under `key` as long as this edition."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def _copy(row: Row, *related: str) -> Row:
    own = copy(row)
    for name in related:
        if (value := getattr(row, name)) is not None:
            setattr(own, name, copy(value))
    return own


site_group = VersionedCache("site_group", SiteGroup, timeout=SECONDS, recheck_interval=0)


def group_of(request: HttpRequest) -> SiteGroup:
    """The edition that a request began with: all that it shows is of one piece."""
    if not hasattr(request, "_site_group"):
        request._site_group = site_group.current()
    return request._site_group


def units_at(request: HttpRequest) -> frozenset[int]:
    """Keys of the units whose sites lie below the home of the request's host: its own, and the channels of others.

    Raises:
        Http404: no site answers here.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("这个主机名没有网站。")
    return group_of(request).units_below(site.root_page.path)


def forget_site_group(**signal: Any) -> None:
    """Something in it has changed. Addresses of pages go by the sites that Wagtail remembers of the same tables."""
    caching.invalidate_on_commit(ROOT_PATHS, site_group.name)


def site_root_paths() -> list[SiteRootPath]:
    """Replaces `Site.get_site_root_paths`, which stores what it reads in a transaction that may be rolled back."""
    return caching.get_or_set(ROOT_PATHS, _read_root_paths, ROOT_PATHS_SECONDS, tags=(ROOT_PATHS,))


def _read_root_paths() -> list[SiteRootPath]:
    _clear_root_paths()
    return _load_root_paths()


def _forget_root_paths() -> None:
    caching.invalidate_on_commit(ROOT_PATHS)


def _forget_home(instance: Any, raw: bool = False, **signal: Any) -> None:
    """A home changed, by itself or as a plain page. Of a fixture's row nobody can tell yet what it is."""
    if raw or getattr(instance.specific_deferred, "is_home", False):
        forget_site_group()


def connect() -> None:
    Site.get_site_root_paths = staticmethod(site_root_paths)
    Site.clear_site_root_paths_cache = staticmethod(_forget_root_paths)
    site_group.invalidate_on_change(Unit, PartnerLink, TrustedHost, FormerAddress)
    for signal in (post_save, post_delete):
        for model in (Site, UnitSite):
            signal.connect(forget_site_group, sender=model, dispatch_uid=f"forget_site_group_{model.__name__}")
        for home in (Page, *page_types("is_home")):
            signal.connect(_forget_home, sender=home, dispatch_uid=f"forget_site_group_{home.__name__}")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_forget_home, dispatch_uid="forget_site_group")
