"""The import in the admin: its addresses and its place in the menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from opencat.importing.kinds import catalogue_source
from opencat.permissions import acts_for_centre
from opencat.viewsets import MENU_HOOK

hooks.register("import_source", catalogue_source)


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return acts_for_centre(request.user)


@hooks.register("register_admin_urls")
def register_import_urls() -> list[URLResolver]:
    return [path("catalogue-import/", include("opencat.importing.urls", namespace="catalogue_import"))]


@hooks.register(MENU_HOOK)
def register_import_item() -> MenuItem:
    return ImportMenuItem(
        "导入目录", reverse_lazy("catalogue_import:index"), name="catalogue-import", icon_name="upload", order=60
    )
