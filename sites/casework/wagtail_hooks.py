"""The desk, and mail that came in, in Wagtail's admin."""

from __future__ import annotations

from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from sites.casework.desk.menu import DeskMenuItem
from sites.casework.desk.panels import dashboard_panels
from sites.casework.desk.reply_address import ReplyURLFinder
from sites.casework.incoming.menu import IncomingMailMenuItem
from sites.casework.models.reply import Reply
from sites.casework.viewsets import PrivacyNoticeViewSet
from sites.organisation.admin_menu import SITE_GROUP_MENU

register_admin_url_finder(Reply, ReplyURLFinder)
hooks.register("dashboard_panels", dashboard_panels)


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLResolver]:
    return [
        path("cases/", include("sites.casework.urls", namespace="casework")),
        path("incoming-mail/", include("sites.casework.incoming.urls", namespace="incoming_mail")),
    ]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ModelViewSet]:
    return [PrivacyNoticeViewSet()]


@hooks.register("register_admin_menu_item")
def register_desk() -> MenuItem:
    return DeskMenuItem()


@hooks.register(SITE_GROUP_MENU)
def register_incoming_mail() -> MenuItem:
    return IncomingMailMenuItem("来邮", reverse("incoming_mail:index"), icon_name="mail", order=8_000)
