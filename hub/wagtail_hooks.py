"""Wagtail's admin for people without training: fewer menus, in the words of the office, no links that lead abroad."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.admin.ui import sidebar
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction, UnpublishBulkAction
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, SetActiveStateBulkAction

from hub.accounts.factors.policy import manages_accounts
from hub.accounts.proposals.panels import ProposalsMenuItem, panels
from hub.admin_labels import label_forms
from hub.private_fields.fields import EncryptedCharField
from hub.stale_forms import stamp_edit_forms

stamp_edit_forms()
register_form_field_override(EncryptedCharField, override={"widget": forms.TextInput})

REPORT_NAMES = {"workflows": "审批情况", "workflow-tasks": "审批环节"}
# Page types are the system's own matter; and a page is locked by its approval, which 审批情况 shows.
HIDDEN_REPORTS = {"page-types-usage", "locked-pages"}
HIDDEN_HELP = ("whats-new-in-wagtail", "editor-guide")  # foreign sites, in English


class FullNameMainMenuModule(sidebar.MainMenuModule):
    """Wagtail shows the first name alone; a Chinese name is the family name and the given name."""

    def js_args(self) -> list[Any]:
        items, account_items, person = super().js_args()
        return [items, account_items, {**person, "name": get_user_display_name(self.user)}]


class FactorResetMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return manages_accounts(request.user)


# The template tag `sidebar_props` builds its modules by name and offers no setting or hook for them.
sidebar.MainMenuModule = FullNameMainMenuModule

label_forms()
hooks.register("dashboard_panels", panels)

# Publishing and taking down go through approval, rights through appointments, opening an account through two people.
for action in (PublishBulkAction, UnpublishBulkAction, AssignRoleBulkAction, SetActiveStateBulkAction):
    action.models = []


@hooks.register("construct_main_menu")
def without_version(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """The settings menu without its footer, which names Wagtail and its version."""
    for position, item in enumerate(menu_items):
        if item.name == "settings" and isinstance(item, SubmenuMenuItem):
            menu_items[position] = SubmenuMenuItem(
                item.label, item.menu, name=item.name, icon_name=item.icon_name, order=item.order
            )


@hooks.register("construct_reports_menu")
def name_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_REPORTS]
    for item in menu_items:
        item.label = REPORT_NAMES.get(item.name, item.label)


@hooks.register("construct_help_menu")
def without_links_abroad(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if not item.name.startswith(HIDDEN_HELP)]


@hooks.register("register_account_menu_item")
def sign_ins(request: HttpRequest) -> dict[str, str]:
    help_text = "您在哪些浏览器中登录；结束不认识的登录。"
    return {"url": reverse("accounts:sessions"), "label": "我的登录", "help_text": help_text}


@hooks.register("register_account_menu_item")
def second_factors(request: HttpRequest) -> dict[str, str]:
    help_text = "登录时除密码外再验证一次：手机验证器、通行密钥、恢复码。"
    return {"url": reverse("accounts:factors"), "label": "二次验证", "help_text": help_text}


@hooks.register("register_settings_menu_item")
def factor_resets() -> MenuItem:
    return FactorResetMenuItem("重置二次验证", reverse("accounts:resets"), icon_name="key", order=620)


@hooks.register("register_admin_menu_item")
def proposals() -> MenuItem:
    return ProposalsMenuItem()


@hooks.register("insert_editor_js")
def table_editor_language() -> str:
    return format_html('<script src="{}"></script>', static("admin/table-zh-cn.js"))


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> str:
    return format_html('<script src="{}"></script>', static("admin/autosave.js"))
