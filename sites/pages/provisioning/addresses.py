"""Where a site answers, and where it once did."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from hub.reserved_names import reserved_names
from sites.organisation.models.former_address import FormerAddress
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.portal_home_page import PortalHomePage
from sites.pages.navigation import forget_menu_of
from sites.pages.site_group import forget_site_group
from sites.pages.translation.locales import source_locale_id


class AddressTaken(ValueError):
    """Another site of the group answers at this address. The message is in Chinese."""


def default_host(unit: Unit) -> str:
    return f"{'portal' if unit.is_portal else unit.code}.{settings.GROUP_DOMAIN}"


def present_address(host: str, path: str) -> str | None:
    """The URL to which a URL of a former address leads now, or None if no site ever answered there."""
    if "\0" in path:  # PostgreSQL refuses it, and no address holds it
        return None
    parts = [part for part in path.split("/") if part]
    prefixes = ["/" + "".join(f"{part}/" for part in parts[:end]) for end in range(len(parts) + 1)]
    former = FormerAddress.objects.filter(host=host.lower(), path__in=prefixes).select_related("unit_site__home")
    found = max(former, key=lambda row: len(row.path), default=None)
    home = found.unit_site.home.full_url if found else None
    if found is None or home is None:
        return None
    return home + path.removeprefix("/")[len(found.path) - 1 :]


def current_address(unit_site: UnitSite) -> tuple[str, str]:
    """(host, path) at which a site answers now; the path begins and ends with a slash."""
    # A fresh row: a page remembers the addresses of all sites from the first time it was asked.
    parts = Page.objects.get(pk=unit_site.home_id).get_url_parts()
    if parts is None:
        raise ValueError(f"The home of {unit_site} belongs to no site")
    _site_id, root_url, path = parts
    return root_url.partition("://")[2].partition(":")[0], path


@transaction.atomic
def give_host(unit_site: UnitSite, host: str) -> None:
    """Moves a channel, or a site under another name, to a host of its own. Old URLs lead on.

    Raises:
        AddressTaken: another site has this host.
    """
    host = host.lower()
    taken = Site.objects.filter(hostname=host).exclude(pk=unit_site.site_id).exists()
    if taken:
        raise AddressTaken(f"主机名 {host} 已被其他网站使用。")
    before = current_address(unit_site)
    if unit_site.is_channel:
        root = Page.get_first_root_node()
        unit_site.home.specific.move(root, pos="last-child")
        unit_site.home = Page.objects.get(pk=unit_site.home_id)
        unit_site.site = Site.objects.create(
            hostname=host, port=settings.GROUP_PORT, site_name=unit_site.unit.name, root_page=unit_site.home
        )
        unit_site.save(update_fields=["site"])
    else:
        Site.objects.filter(pk=unit_site.site_id).update(hostname=host)
    _remember(unit_site, before)


@transaction.atomic
def make_channel(unit_site: UnitSite) -> None:
    """Moves a site with its own host below the portal. Old URLs lead on.

    Raises:
        AddressTaken: the portal has another page at this address, or it is a reserved name.
        PortalHomePage.DoesNotExist: there is no portal.
    """
    if unit_site.is_channel or unit_site.unit.is_portal:
        return
    portal = PortalHomePage.objects.get(locale=source_locale_id())
    home = unit_site.home
    if home.slug in reserved_names():
        raise AddressTaken(f"{home.slug} 是系统保留的网址，不能作频道的网址名称。")
    if portal.get_children().filter(slug=home.slug).exists():
        raise AddressTaken(f"门户网站下已有网址名称为 {home.slug} 的页面。")
    before = current_address(unit_site)
    site, unit_site.site = unit_site.site, None
    unit_site.save(update_fields=["site"])
    site.delete()
    home.specific.move(portal, pos="last-child")
    unit_site.home = Page.objects.get(pk=home.pk)
    _remember(unit_site, before)


def _remember(unit_site: UnitSite, before: tuple[str, str]) -> None:
    Site.clear_site_root_paths_cache()
    forget_site_group()
    forget_menu_of(unit_site.unit_id)
    now = current_address(unit_site)
    # An address that is in use again is not a former one.
    FormerAddress.objects.filter(host=now[0], path=now[1]).delete()
    if before != now:
        FormerAddress.objects.update_or_create(host=before[0], path=before[1], defaults={"unit_site": unit_site})
