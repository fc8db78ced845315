"""Where the catalogue meets Wagtail's admin and the approval."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import URLResolver, include, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.models import Page

import opencat.annual_report.hooks
import opencat.importing.hooks
import opencat.versions.hooks  # noqa: F401  registers its own
from opencat.classification import category_of
from opencat.elements import incomplete_records, missing_elements, normative_documents
from opencat.organisation import missing_in_profile
from opencat.panels import dashboard_panels, inbox_panels
from opencat.public_information import public_information
from opencat.verification import wrong_index_numbers
from opencat.viewsets import MENU_HOOK, CatalogueViewSetGroup, catalogue_viewsets, menu_items
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage

hooks.register("missing_elements", missing_elements)
hooks.register("correction_obstacles", normative_documents)
hooks.register("missing_elements", incomplete_records)
hooks.register("missing_elements", missing_in_profile)
hooks.register("verification_findings", wrong_index_numbers)
hooks.register("dashboard_panels", dashboard_panels)
hooks.register("public_information", public_information)
hooks.register("inbox_panels", inbox_panels)
for viewset in catalogue_viewsets():
    hooks.register("register_admin_viewset", lambda viewset=viewset: viewset)
for item in menu_items():
    hooks.register(MENU_HOOK, lambda item=item: item)


@hooks.register("publication_term")
def term_of_category(page: GroupPage, column: Page | None) -> str:
    """Art. 13(4): the rule of the category, where it has one."""
    if not isinstance(page, ArticlePage) or page.is_translation:
        return ""
    category = category_of(page, column)
    return category.term_code if category else ""


@hooks.register("register_admin_viewset")
def register_catalogue_group() -> ViewSetGroup:
    return CatalogueViewSetGroup()


@hooks.register("register_admin_urls")
def register_coverage_urls() -> list[URLResolver]:
    return [path("coverage/", include("opencat.admin_urls", namespace="coverage"))]


@hooks.register("insert_global_admin_css")
def coverage_css() -> str:
    """On every page, because the dashboard and the inbox show panels of it."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/coverage.css"))
