"""What an emergency must say before it takes the short way, and where it may stand (Art. 14(7))."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page

from sites.approval.models.content import ApprovableContent
from sites.approval.submission_checks import column_of
from sites.organisation.models.unit import Unit
from sites.pages.models.column_page import ColumnPage
from sites.pages.translation.locales import source_locale_id

NAMED = 8


def emergency_elements(page: ApprovableContent, column: Page | None) -> dict[str, str]:
    """What is missing, or stands in the way, by field: nobody reviews it for secrecy, so the reason is on record."""
    if not page.is_emergency:
        return {}
    found = {}
    if refusal := _refusal_in(_column_of(page, column), page.unit):
        found["is_emergency"] = refusal
    if not page.emergency_reason.strip():
        found["emergency_reason"] = "请写明为何不能等待保密审查和分管领导审核。"
    if page.go_live_at:
        found["go_live_at"] = "突发事件信息审批后立即公开，不能定时；可以等待的请走一般审批。"
    return found


def _column_of(page: ApprovableContent, column: Page | None) -> Page | None:
    """That of a translation is its source's."""
    if getattr(page, "is_translation", False):
        source = page.get_source()
        return column_of(source) if source is not None else None
    return column or column_of(page)


def _refusal_in(column: Page | None, unit: Unit | None) -> str:
    """Why an emergency may not stand in `column`, in Chinese; "" if it may."""
    category = getattr(column, "category", None)
    if category is not None and category.takes_emergencies:
        return ""
    return f"突发事件信息只能发在下列栏目：{_named(unit)}。请改在那里发布，或者取消勾选，走一般审批。"


def _named(unit: Unit | None) -> str:
    """The unit's own columns of emergencies, else those of the group, with whose they are."""
    columns = ColumnPage.objects.live().filter(category__takes_emergencies=True, locale=source_locale_id())
    own = list(columns.filter(unit=unit).order_by("path")[:NAMED]) if unit is not None else []
    if own:
        return _quoted(column.title for column in own)
    others = columns.select_related("unit").order_by("path")[:NAMED]
    return (
        _quoted(f"{column.unit.short_name}：{column.title}" for column in others)
        or "（目前没有，由市网络信息中心设定）"
    )


def _quoted(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
