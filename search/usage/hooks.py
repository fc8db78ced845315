"""Where the usage of the search meets Wagtail's admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from opencat.permissions import units_of
from search.usage.panels import dashboard_panels
from search.viewsets import MENU_HOOK

hooks.register("dashboard_panels", dashboard_panels)


class UsageMenuItem(MenuItem):
    """For the centre, and for who writes or answers for a unit."""

    def is_shown(self, request: HttpRequest) -> bool:
        units = units_of(request.user)
        return units is None or bool(units)


@hooks.register("register_admin_urls")
def register_usage_urls() -> list[URLResolver]:
    return [path("search-usage/", include("search.usage.admin_urls", namespace="search_usage"))]


@hooks.register(MENU_HOOK)
def register_usage() -> MenuItem:
    return UsageMenuItem(
        "搜索统计", reverse_lazy("search_usage:index"), name="search-usage", icon_name="view", order=10
    )


@hooks.register(MENU_HOOK)
def register_unanswered() -> MenuItem:
    return UsageMenuItem(
        "无结果的搜索", reverse_lazy("search_usage:unanswered"), name="search-unanswered", icon_name="help", order=20
    )


@hooks.register("insert_global_admin_css")
def usage_css() -> str:
    """On every page, because the dashboard shows a panel of it."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/search-usage.css"))
