"""The inbox in Wagtail's admin."""

from __future__ import annotations

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from sites.approval.inbox.menu import InboxMenuItem


@hooks.register("register_admin_urls")
def register_inbox_urls() -> list[URLResolver]:
    return [path("inbox/", include("sites.approval.inbox.urls", namespace="inbox"))]


@hooks.register("register_admin_menu_item")
def register_inbox() -> MenuItem:
    return InboxMenuItem()
