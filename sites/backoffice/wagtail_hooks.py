"""Where the site group meets Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from sites.approval.enums import ASKED_ON_A_PAGE, RemovalKind
from sites.approval.order import is_decided
from sites.backoffice.audit.views import AuditMenuItem
from sites.backoffice.exports import guard_exports
from sites.backoffice.page_editor_views import page_viewsets
from sites.backoffice.panels import dashboard_panels
from sites.backoffice.scoped_views.choosers import only_own_pages
from sites.backoffice.scoped_views.keywords import narrow_popular_tags
from sites.backoffice.scoped_views.media_api import replace_media_endpoints
from sites.backoffice.scoped_views.reports import narrow_filters
from sites.backoffice.signed_in.menu import SignedInMenuItem
from sites.backoffice.translation.hooks import (
    drop_copied_translations,
    open_translation,
    translation_button,
    without_screens_of_localize,
)
from sites.backoffice.viewsets.approvable import offer_only_drafts
from sites.backoffice.viewsets.group import SiteGroupViewSetGroup
from sites.organisation.admin_menu import SITE_GROUP_MENU
from sites.pages.forms import require_visible_page
from sites.pages.translation.locales import is_translation

guard_exports()
narrow_filters()
narrow_popular_tags()
without_screens_of_localize()
hooks.register("before_edit_page", open_translation)
hooks.register("after_copy_page", drop_copied_translations)
hooks.register("register_page_header_buttons", translation_button)
hooks.register("register_page_listing_more_buttons", translation_button)
hooks.register("construct_page_chooser_queryset", only_own_pages)
hooks.register("construct_snippet_action_menu", offer_only_drafts)
hooks.register("construct_admin_api", replace_media_endpoints, order=100)
for viewset in page_viewsets():
    hooks.register("register_admin_viewset", lambda viewset=viewset: viewset)


@hooks.register("register_admin_viewset")
def register_site_group() -> ViewSetGroup:
    return SiteGroupViewSetGroup()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    return [
        path("removals/", include("sites.backoffice.removals.urls", namespace="removals")),
        path("translation/", include("sites.backoffice.translation.urls", namespace="translation")),
        path("signed-in/", include("sites.backoffice.signed_in.urls", namespace="signed_in")),
        path("new-version/", include("sites.backoffice.files_in_use.urls", namespace="new_version")),
        path("audit/", include("sites.backoffice.audit.urls", namespace="audit")),
        path("site-group/", include("sites.backoffice.provisioning.urls", namespace="provisioning")),
    ]


@hooks.register(SITE_GROUP_MENU)
def register_signed_in() -> MenuItem:
    return SignedInMenuItem("正在登录", reverse("signed_in:index"), icon_name="user", order=10_000)


@hooks.register(SITE_GROUP_MENU)
def register_audit() -> MenuItem:
    return AuditMenuItem("公开证明", reverse("audit:report"), icon_name="doc-full", order=9_000)


@hooks.register("construct_homepage_panels")
def construct_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = dashboard_panels(request)


@hooks.register("construct_page_action_menu")
def construct_action_menu(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Publishing is no button, and a returned page is simply sent again."""
    menu_items[:] = [item for item in menu_items if item.name not in {"action-publish", "action-restart-workflow"}]


@hooks.register("before_move_page")
def check_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Wagtail asks for the right to move only once the form is sent, and names both pages before."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@hooks.register("before_copy_page")
def check_copy(request: HttpRequest, page: Page) -> None:
    require_visible_page(request, "new_parent_page")


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/hub.css"))


@hooks.register("register_page_header_buttons")
def removal_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """What an editor may only ask for: taking a public page down, deleting it, moving it to another site."""
    if not page.live or not page.permissions_for_user(user).can_edit():
        return
    if getattr(page.specific_class, "is_home", False) and not is_translation(page):
        return
    for order, kind in enumerate(ASKED_ON_A_PAGE):
        if kind == RemovalKind.MOVE and is_translation(page):
            continue
        if kind == RemovalKind.REORDER and not is_decided(page.specific_deferred):
            continue
        url = reverse("removals:propose", args=[page.pk, kind])
        yield Button(f"申请{kind.label}", url, icon_name="circle-check", priority=80 + order)
