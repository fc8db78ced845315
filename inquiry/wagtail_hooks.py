"""Where this chapter meets the rest of the site: menus, elder tasks, approval, the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from inquiry.consultations.deletion import deletion_obstacle
from inquiry.consultations.desk.menu import ConsultationMenuItem
from inquiry.consultations.elements import missing_elements
from inquiry.disclosure.facts import case_facts
from inquiry.viewsets import FeePriceViewSet, HotQuestionViewSet, InterviewViewSet, SurveyViewSet
from sites.casework.rights import has_desk
from sites.organisation.admin_menu import SITE_GROUP_MENU
from sites.organisation.models.unit_site import UnitSite
from sites.pages.navigation import MenuEntry
from sites.website.elder_navigation import ElderTask

hooks.register("missing_elements", missing_elements)
hooks.register("deletion_obstacle", deletion_obstacle)
hooks.register("case_facts", case_facts)


@hooks.register("main_menu_entries")
def main_menu_entries(unit_site: UnitSite) -> list[MenuEntry]:
    """Of every site: what stands there leads to the portal's forms (Art. 23)."""
    return [MenuEntry("互动交流", "letters/")]


@hooks.register("elder_tasks")
def elder_tasks(unit_site: UnitSite) -> list[ElderTask]:
    return [ElderTask("写信", "letters/", "mail"), ElderTask("查进度", "letters/status/", "search-check")]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [FeePriceViewSet(), HotQuestionViewSet(), SurveyViewSet(), InterviewViewSet()]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLResolver]:
    return [
        path("disclosure-register/", include("inquiry.disclosure.urls", namespace="disclosure_register")),
        path("consultations/", include("inquiry.consultations.desk.urls", namespace="consultation_desk")),
        path("surveys/", include("inquiry.surveys.admin_urls", namespace="surveys_admin")),
        path("interviews/", include("inquiry.interviews.admin_urls", namespace="interviews_admin")),
    ]


@hooks.register("register_admin_menu_item")
def register_consultations() -> MenuItem:
    return ConsultationMenuItem()


class RegisterMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return has_desk(request.user)


@hooks.register(SITE_GROUP_MENU)
def register_register_menu_item() -> MenuItem:
    return RegisterMenuItem(
        "公开申请登记册", reverse_lazy("disclosure_register:index"), icon_name="list-ul", order=8_100
    )
