"""The desk in Wagtail's admin."""

from __future__ import annotations

from django.urls import URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLResolver]:
    return [path("cases/", include("sites.casework.urls", namespace="casework"))]
