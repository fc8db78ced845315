"""Where letters and consultations meet the rest of the site: menus, elder tasks, approval, the admin."""

from __future__ import annotations

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from inquiry.consultations.deletion import deletion_obstacle
from inquiry.consultations.desk.menu import ConsultationMenuItem
from inquiry.consultations.elements import missing_elements
from inquiry.models.disclosure_request import DisclosureRequest
from sites.casework.models.case import Case
from sites.organisation.models.unit_site import UnitSite
from sites.pages.navigation import MenuEntry
from sites.website.elder_navigation import ElderTask

hooks.register("missing_elements", missing_elements)
hooks.register("deletion_obstacle", deletion_obstacle)


@hooks.register("register_admin_urls")
def register_consultation_desk() -> list[URLResolver]:
    return [path("consultations/", include("inquiry.consultations.desk.urls", namespace="consultation_desk"))]


@hooks.register("register_admin_menu_item")
def register_consultations() -> MenuItem:
    return ConsultationMenuItem()


@hooks.register("main_menu_entries")
def main_menu_entries(unit_site: UnitSite) -> list[MenuEntry]:
    """Of every site: what stands there leads to the portal's forms (Art. 23)."""
    return [MenuEntry("互动交流", "letters/")]


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
