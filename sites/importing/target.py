"""Where to import."""

from __future__ import annotations

from wagtail.models import Page

from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.column_page import ColumnPage


class ImportRefused(Exception):
    """This column cannot be used. The message says why and what to do, in Chinese."""


def find_column(address: str) -> ColumnPage:
    """The column at `<unit code>/<slug>/<slug>…`.

    Raises:
        ImportRefused: unknown unit or path, or the page there is not a published column of that unit.
    """
    code, *slugs = address.strip("/").split("/")
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise ImportRefused(f"没有代码为“{code}”的单位。栏目请写成“单位代码/栏目/子栏目”。")
    unit_site = UnitSite.objects.filter(unit=unit).select_related("home").first()
    if unit_site is None:
        raise ImportRefused(f"{unit}还没有网站，请先建站。")
    page = unit_site.home
    for slug in slugs:
        page = _child(page, slug)
    column = page.specific
    if not isinstance(column, ColumnPage):
        raise ImportRefused(f"“{address}”（{page.title}）不是栏目，不能存放信息。{_columns_below(page)}")
    if column.unit_id != unit.pk:
        raise ImportRefused(f"栏目“{column.title}”属于{column.unit}，请用该单位的代码 {column.unit.code} 开头。")
    if not column.live:
        raise ImportRefused(f"栏目“{column.title}”没有发布，请先发布栏目。")
    return column


def _child(page: Page, slug: str) -> Page:
    child = page.get_children().filter(slug=slug).first()
    if child is None:
        raise ImportRefused(f"“{page.title}”下没有“{slug}”。{_columns_below(page)}")
    return child


def _columns_below(page: Page) -> str:
    columns = ColumnPage.objects.child_of(page).values_list("slug", "title")
    names = "、".join(f"{slug}（{title}）" for slug, title in columns)
    return f"可用的栏目：{names}。" if names else "那里没有栏目。"
