"""Categories to keep, entries to look up: for the centre."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, Table, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from opencat.categories.forms import CategoryForm
from opencat.edit_links import find_edit_urls
from opencat.models import CatalogueEntry, Category
from sites.approval.reviewed_views import ReviewedViewSet
from sites.organisation.models.unit import Unit
from sites.pages.enums import DisclosureKind

# The name of the hook by which pages hang themselves into the menu group 公开目录.
MENU_HOOK = "register_catalogue_menu_item"


def day_column(name: str, label: str) -> Column:
    """A date as it is written; Wagtail's own column counts weeks back, and calls no date 刚刚."""

    def written(row: Any) -> str:
        day = getattr(row, name)
        return f"{day:%Y-%m-%d}" if day else ""

    return Column(name, label=label, accessor=written)


class CategoryViewSet(ReviewedViewSet):
    """Never deleted: retired, so that documents stay in it."""

    model = Category
    name = "category"
    icon = "list-ol"
    menu_label = "目录类别"
    menu_hook = MENU_HOOK
    menu_order = 50
    list_display = [
        TitleColumn("code", label="代码", url_name="category:edit"),
        "name",
        "article",
        Column("get_scope_display", label="适用网站"),
        Column("get_record_kind_display", label="结构化内容"),
        day_column("in_force_from", "起用"),
        day_column("retired_on", "停用"),
    ]
    list_filter = ["scope", "record_kind"]
    search_fields = ["code", "name"]
    search_backend_name = None
    copy_view_enabled = False
    list_per_page = 100
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("code"), FieldPanel("name")]),
                    FieldRowPanel([FieldPanel("parent"), FieldPanel("scope")]),
                    FieldRowPanel([FieldPanel("article"), FieldPanel("sort_order")]),
                    FieldPanel("description"),
                ],
                "名称和依据",
            ),
            MultiFieldPanel([FieldPanel("term_code"), FieldPanel("update_code")], "期限"),
            MultiFieldPanel(
                [
                    FieldPanel("record_kind"),
                    FieldPanel("asks_number"),
                    FieldPanel("asks_interpretation"),
                    FieldPanel("is_interpretation"),
                    FieldPanel("takes_emergencies"),
                ],
                "对信息的要求",
            ),
            FieldRowPanel([FieldPanel("in_force_from"), FieldPanel("retired_on")], "起止"),
        ],
        base_form_class=CategoryForm,
    )


class EntryFilterSet(WagtailFilterSet):
    unit = django_filters.ModelChoiceFilter(
        label="单位", queryset=lambda request: Unit.objects.filter(unit_site__isnull=False)
    )
    category = django_filters.ModelChoiceFilter(
        label="目录类别", queryset=lambda request: Category.objects.all(), method="filter_category"
    )
    disclosure_kind = django_filters.ChoiceFilter(label="公开方式", choices=DisclosureKind.choices)
    is_public = django_filters.BooleanFilter(label="已公开")
    late = django_filters.ChoiceFilter(
        label="时限",
        choices=[("late", "迟发"), ("in_time", "按时"), ("overdue", "草稿逾期"), ("none", "没有期限")],
        method="filter_late",
    )

    class Meta:
        model = CatalogueEntry
        fields = ["unit", "category", "disclosure_kind", "is_public", "year"]

    def filter_category(self, rows: QuerySet[Any], name: str, category: Category) -> QuerySet[Any]:
        return rows.in_category(category)

    def filter_late(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "late":
            return rows.published_late()
        if value == "in_time":
            return rows.filter(published_on__lte=F("due_on"))
        return rows.overdue() if value == "overdue" else rows.filter(due_on=None)


class EntryIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return CatalogueEntry.objects.select_related("unit", "category")

    def get_table(self, object_list: Any) -> Table:
        entries = list(object_list)
        find_edit_urls(entries, self.request.user)
        return super().get_table(entries)


class EditColumn(TitleColumn):
    """A link to where the person edits what the entry is about."""

    empty_value_display = ""

    def get_value(self, instance: CatalogueEntry) -> str:
        return "编辑" if instance.edit_url else ""

    def get_link_url(self, instance: CatalogueEntry, parent_context: Any) -> str:
        return instance.edit_url


class CatalogueEntryViewSet(ModelViewSet):
    """The whole catalogue with the register of what is not disclosed; kept by the system, read and exported here."""

    model = CatalogueEntry
    name = "entry"
    icon = "clipboard-list"
    menu_label = "目录条目"
    menu_hook = MENU_HOOK
    menu_order = 40
    index_view_class = EntryIndexView
    filterset_class = EntryFilterSet
    inspect_view_enabled = True
    list_display = [
        TitleColumn("title", label="标题", url_name="entry:inspect"),
        "index_number",
        "unit",
        "category",
        Column("get_disclosure_kind_display", label="公开方式"),
        BooleanColumn("is_public", label="已公开"),
        day_column("published_on", "首次公开"),
        day_column("due_on", "应公开"),
        EditColumn("content", label="内容"),
    ]
    list_export = [
        "index_number", "title", "document_number", "unit", "category", "disclosure_kind", "is_public", "validity",
        "written_on", "published_on", "due_on", "was_late", "due_explanation",
    ]  # fmt: skip
    export_headings = {"was_late": "迟发", "unit": "单位", "category": "目录类别"}
    search_fields = ["title", "index_number", "document_number"]
    search_backend_name = None
    ordering = ["-pk"]
    form_fields = ["title"]
    copy_view_enabled = False
    inspect_view_fields = [
        "title", "index_number", "document_number", "unit", "category", "year", "written_on", "disclosure_kind",
        "validity", "ceases_on", "is_public", "published_on", "due_on", "due_explanation", "is_provisional",
    ]  # fmt: skip
