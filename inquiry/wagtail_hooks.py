"""Where letters meet the rest of the site: menus and the tasks of the elder mode."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from inquiry.models.disclosure_request import DisclosureRequest
from inquiry.viewsets import HotQuestionViewSet
from sites.casework.models.case import Case
from sites.organisation.models.unit_site import UnitSite
from sites.pages.navigation import MenuEntry
from sites.website.elder_navigation import ElderTask


@hooks.register("main_menu_entries")
def main_menu_entries(unit_site: UnitSite) -> list[MenuEntry]:
    """Of every site: what stands there leads to the portal's forms (Art. 23)."""
    return [MenuEntry("互动交流", "letters/")]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ModelViewSet]:
    return [HotQuestionViewSet()]


@hooks.register("case_facts")
def case_facts(case: Case) -> list[tuple[str, str]]:
    """How somebody who asks for information wants to have it, for the desk."""
    wishes = DisclosureRequest.objects.filter(case=case).first()
    if wishes is None:
        return []
    facts = [("获取方式", wishes.get_delivery_display()), ("载体形式", wishes.get_carrier_display())]
    return [*facts, ("需要帮助", "阅读、视听有困难")] if wishes.needs_help else facts


@hooks.register("elder_tasks")
def elder_tasks(unit_site: UnitSite) -> list[ElderTask]:
    return [ElderTask("写信", "letters/", "mail"), ElderTask("查进度", "letters/status/", "search-check")]
