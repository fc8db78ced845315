"""Where the catalogue meets Wagtail's admin and the approval."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.models import Page

from opencat.classification import category_of
from opencat.elements import missing_elements
from opencat.viewsets import CatalogueViewSetGroup
from sites.models import ArticlePage, GroupPage

hooks.register("missing_elements", missing_elements)


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
