"""The desk in Wagtail's admin."""

from __future__ import annotations

from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from sites.casework.incoming.menu import IncomingMailMenuItem
from sites.organisation.admin_menu import SITE_GROUP_MENU


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLResolver]:
    return [
        path("cases/", include("sites.casework.urls", namespace="casework")),
        path("incoming-mail/", include("sites.casework.incoming.urls", namespace="incoming_mail")),
    ]


@hooks.register(SITE_GROUP_MENU)
def register_incoming_mail() -> MenuItem:
    return IncomingMailMenuItem("来邮", reverse("incoming_mail:index"), icon_name="mail", order=8_000)
