"""The group 公开目录 of the admin's menu: what the centre and the units see of the catalogue."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from opencat.categories.viewsets import MENU_HOOK, CatalogueEntryViewSet, CategoryViewSet
from opencat.permissions import is_centre, units_of

__all__ = ["MENU_HOOK", "CatalogueViewSetGroup", "catalogue_viewsets", "menu_items"]


class CatalogueViewSetGroup(ViewSetGroup):
    menu_label = "公开目录"
    menu_name = "catalogue"
    menu_icon = "list-ul"
    menu_order = 210
    submenu_hook = MENU_HOOK
    items = ()


class UnitsMenuItem(MenuItem):
    """For the centre, and for who writes or answers for a unit."""

    def is_shown(self, request: HttpRequest) -> bool:
        units = units_of(request.user)
        return units is None or bool(units)


class CentreMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_centre(request.user)


def catalogue_viewsets() -> list[ViewSet]:
    return [CatalogueEntryViewSet(), CategoryViewSet()]


def menu_items() -> list[MenuItem]:
    return [
        UnitsMenuItem("覆盖情况", reverse_lazy("coverage:index"), name="coverage", icon_name="table", order=10),
        UnitsMenuItem(
            "不适用申请", reverse_lazy("coverage:exemptions"), name="exemptions", icon_name="cross", order=20
        ),
        UnitsMenuItem(
            "尚无解读的政策",
            reverse_lazy("coverage:interpretations"),
            name="interpretations",
            icon_name="help",
            order=25,
        ),
        CentreMenuItem("栏目类别", reverse_lazy("coverage:columns"), name="columns", icon_name="folder", order=55),
    ]
