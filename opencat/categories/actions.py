"""The centre adds, changes and retires categories, and says to which one a column belongs."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from hub.events import record_event
from opencat import entries
from opencat.enums import Scope
from opencat.models import Category
from opencat.permissions import is_centre
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage


class ClassificationRefused(ValueError):
    """The step is not possible. The message is Chinese and says why."""


@transaction.atomic
def keep_category(category: Category, changed: Iterable[str], user: AbstractBaseUser | None) -> Category:
    """Stores a category that was checked by its form; `changed` are the labels of its fields that differ.

    A new term of disclosure moves the dates of its drafts; what is public keeps the date by which it was judged.
    """
    before = Category.objects.filter(pk=category.pk).first()
    category.save()
    if before is None:
        action, message = "新增目录类别", f"{category.code} {category}"
    elif category.retired_on and not before.retired_on:
        action, message = "停用目录类别", f"自 {category.retired_on:%Y-%m-%d} 起停用"
    else:
        action, message = "修改目录类别", f"修改了{'、'.join(changed)}"
    if before is not None and before.term_code != category.term_code:
        moved = ArticlePage.objects.filter(catalogue_entry__category=category, catalogue_entry__published_on=None)
        message += f"；重新计算 {sum(1 for _entry in entries.rebuild(moved))} 份草稿的期限"
    record_event(action, f"{category.code} {category}", message, reason=category.article, actor=user)
    return category


@transaction.atomic
def classify_column(column: ColumnPage, category: Category | None, user: AbstractBaseUser) -> int:
    """Says to which category a column belongs; returns how many entries were kept anew.

    Articles that name a category of their own stay in it. Index numbers stay.

    Raises:
        ClassificationRefused: not the centre, or a category that does not bind the column's site.
    """
    if not is_centre(user):
        raise ClassificationRefused("栏目的目录类别由市网络信息中心设定。")
    if category is not None:
        scope = Scope.PORTAL if column.unit and column.unit.is_portal else Scope.UNITS
        if category.scope != scope:
            raise ClassificationRefused(f"“{category}”只适用于{category.get_scope_display()}。")
        if not Category.objects.in_force().filter(pk=category.pk).exists():
            raise ClassificationRefused(f"“{category}”已经停用。")
    before = ColumnPage.locked(column.pk).category
    if before == category:
        return 0
    ColumnPage.objects.filter(pk=column.pk).update(category=category)
    column.category = category
    kept = entries.renew_below(column)
    record_event(
        "设定栏目类别",
        column.title,
        f"由“{before or '未设定'}”改为“{category or '未设定'}”，涉及 {kept} 条目录",
        unit_code=column.unit.code if column.unit else "",
        actor=user,
    )
    return kept
