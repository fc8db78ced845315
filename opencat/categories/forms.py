from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from hub.models import LegalTerm
from opencat.categories.actions import keep_category
from opencat.enums import Scope
from opencat.models import Category
from sites.pages.models.column_page import ColumnPage


def term_choices() -> Iterator[tuple[str, str]]:
    """The terms that there are, each with what it says today."""
    yield "", "不设"
    seen: set[str] = set()
    for term in LegalTerm.objects.order_by("code", "-in_force_from"):
        if term.code not in seen:
            seen.add(term.code)
            yield term.code, f"{term}（{term.source}）"


class CategoryForm(WagtailAdminModelForm):
    """Terms are chosen among those that there are; the code, once written into index numbers, stays."""

    term_code = forms.ChoiceField(
        label="公开期限", choices=term_choices, required=False, help_text="不设则按信息类别（第十三条）"
    )
    update_code = forms.ChoiceField(
        label="更新期限", choices=term_choices, required=False, help_text="多久必须有新的信息；不设则有即可"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Category.objects.top()
        if self.instance.pk:
            self.fields["code"].disabled = True

    def save(self, commit: bool = True) -> Category:
        labels = [str(self.fields[name].label) for name in self.changed_data]
        return keep_category(self.instance, labels, self.for_user)


class ColumnForm(forms.Form):
    category = forms.ModelChoiceField(
        label="目录类别",
        queryset=Category.objects.none(),
        required=False,
        empty_label="不设定（按上级栏目）",
    )

    def __init__(self, *args: Any, column: ColumnPage, **kwargs: Any) -> None:
        super().__init__(*args, initial={"category": column.category_id}, **kwargs)
        scope = Scope.PORTAL if column.unit and column.unit.is_portal else Scope.UNITS
        self.fields["category"].queryset = Category.objects.in_force().filter(scope=scope)
        self.fields["category"].label_from_instance = lambda category: f"{category.code} {category}"
