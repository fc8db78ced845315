"""What public templates show of a page's place in the tree and of its state. No tag asks once per item of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page as PageOfList
from wagtail.models import Page

from sites.organisation.models.unit_site import UnitSite
from sites.pages.enums import ListLayout
from sites.pages.models.column_page import ColumnPage
from sites.pages.navigation import link_to_portal
from sites.pages.translation.locales import source_locale_id

register = template.Library()

LIST_TEMPLATES: dict[str, str] = {
    ListLayout.PLAIN: "components/notice_list.html",
    ListLayout.PICTURES: "components/picture_list.html",
    ListLayout.BY_YEAR: "components/year_list.html",
    ListLayout.CARDS: "components/card_list.html",
}


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context: dict[str, Any]) -> dict[str, Any]:
    """The way from the site's home to the page being shown; nothing on homes and error pages."""
    page, unit_site = _place(context)
    if page is None or unit_site is None or page.pk == unit_site.home_id:
        return {}
    return {
        "request": context.get("request"),
        "home": unit_site.home,
        "ancestors": _ancestors(page, unit_site),
        "page": page,
    }


@register.inclusion_tag("components/side_navigation.html", takes_context=True)
def side_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """The columns beside the one being shown. Those of the first level are in the main navigation already."""
    page, unit_site = _place(context)
    if page is None or unit_site is None:
        return {}
    ancestors = _ancestors(page, unit_site)
    if not ancestors:
        return {}
    siblings = ColumnPage.objects.sibling_of(page).filter(locale=source_locale_id()).live()
    return {"request": context.get("request"), "parent": ancestors[-1], "columns": siblings, "page": page}


register.simple_tag(link_to_portal)


@register.simple_tag
def elided_pages(page_of_list: PageOfList) -> Iterator[int | str]:
    """Page numbers around the present one, with … where some are left out."""
    return page_of_list.paginator.get_elided_page_range(page_of_list.number, on_each_side=2, on_ends=1)


@register.filter
def list_template(column: ColumnPage) -> str:
    """The component that shows a column's articles in the layout that its editors chose."""
    return LIST_TEMPLATES[column.layout]


def _place(context: dict[str, Any]) -> tuple[Page | None, UnitSite | None]:
    page, unit_site = context.get("page"), context.get("site_home")
    if callable(unit_site):
        unit_site = unit_site()
    return (page if isinstance(page, Page) else None), unit_site


def _ancestors(page: Page, unit_site: UnitSite) -> list[Page]:
    """Live pages between the home and `page`, outermost first. Routing has met them; a preview asks once."""
    if not hasattr(page, "routed_ancestors"):
        page.routed_ancestors = list(page.get_ancestors().order_by("depth"))
    return [each for each in page.routed_ancestors if each.live and each.depth > unit_site.home.depth]
