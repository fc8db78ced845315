from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from pypinyin import lazy_pinyin
from wagtail.admin.panels import FieldPanel

from sites.organisation.models.unit_site import UnitSite
from sites.pages.column_listing import column_list, counts_by_column
from sites.pages.enums import ListLayout
from sites.pages.listing import articles, shown_in
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.locales import source_locale_id


class ColumnPage(GroupPage):
    """A column 栏目: the place where articles are published, or a group of such places (Arts. 14, 15)."""

    description = models.CharField("栏目说明", max_length=300, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="用顿号隔开")
    layout = models.CharField("列表样式", max_length=20, choices=ListLayout.choices, default=ListLayout.PLAIN)
    mandated_by = models.CharField("规定条款", max_length=60, blank=True, editable=False)
    # Bookkeeping of the catalogue (opencat), set by provisioning and the centre: no content that leaders approve.
    category = models.ForeignKey(
        "opencat.Category",
        verbose_name="目录类别",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="columns",
    )

    has_feed = True
    found_as = "column"
    unversioned_fields = (*GroupPage.unversioned_fields, "category")
    translated_fields = ("title", "description", "keywords")
    template = "pages/column.html"
    order_is_public = True
    parent_page_types = [
        "pages.PortalHomePage",
        "pages.TownHomePage",
        "pages.DepartmentHomePage",
        "pages.ColumnPage",
    ]
    content_panels = [
        *GroupPage.content_panels,
        FieldPanel("description"),
        FieldPanel("keywords"),
        FieldPanel("layout"),
    ]

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"

    def default_slug(self) -> str:
        """A column's URL is read and typed by people: its title in pinyin."""
        return slugify("-".join(lazy_pinyin(self.title)))[:60].strip("-") or super().default_slug()

    def about(self) -> str:
        return self.description

    def searched_text(self) -> str:
        return f"{self.description}\n{self.keywords}"

    def feed_articles(self) -> Any:
        return articles().filter(shown_in(self))

    def remembered(self) -> dict[str, Any]:
        """Its path below the home: the template of its site leaves this place empty from now on."""
        unit_site = UnitSite.objects.filter(unit=self.unit_id).select_related("home").first()
        if unit_site is None or self.is_translation:
            return {}
        return {"column": self.url_path.removeprefix(unit_site.home.url_path).strip("/")}

    @classmethod
    def below(cls, parent: GroupPage) -> list[ColumnPage]:
        """The live columns below a home or column in the editors' order, each with its count of items, `item_count`."""
        columns = list(cls.objects.child_of(parent).filter(locale=source_locale_id()).live())
        counts = counts_by_column(parent, columns)
        for column in columns:
            column.item_count = counts[column.pk]
        return columns

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "columns": ColumnPage.below(self),
            **column_list(self, request),
        }
