"""Where letters meet the rest of the site: menus and the tasks of the elder mode."""

from __future__ import annotations

from wagtail import hooks

from sites.organisation.models.unit_site import UnitSite
from sites.pages.navigation import MenuEntry
from sites.website.elder_navigation import ElderTask


@hooks.register("main_menu_entries")
def main_menu_entries(unit_site: UnitSite) -> list[MenuEntry]:
    """Of every site: what stands there leads to the portal's forms (Art. 23)."""
    return [MenuEntry("互动交流", "letters/")]


@hooks.register("elder_tasks")
def elder_tasks(unit_site: UnitSite) -> list[ElderTask]:
    return [ElderTask("写信", "letters/", "mail"), ElderTask("查进度", "letters/status/", "search-check")]
