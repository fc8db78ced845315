from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from pypinyin import lazy_pinyin
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from hub.blocks import TEXT_FEATURES
from sites import listing
from sites.complete_form import CompleteForm
from sites.enums import ListLayout
from sites.models.pages_base import GroupPage


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

    kept_fields = (*GroupPage.kept_fields, "category")
    translated_fields = ("title", "description", "keywords")
    template = "pages/column.html"
    parent_page_types = [
        "sitegroup.PortalHomePage",
        "sitegroup.TownHomePage",
        "sitegroup.DepartmentHomePage",
        "sitegroup.ColumnPage",
    ]
    subpage_types = [
        "sitegroup.ColumnPage",
        "sitegroup.ArticlePage",
        "sitegroup.TopicPage",
        "sitegroup.LeaderPage",
        "sitegroup.LinkPage",
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **listing.column_list(self, request)}


class TopicTag(TaggedItemBase):
    content_object = ParentalKey("sitegroup.TopicPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = "专题收录关键词"
        verbose_name_plural = "专题收录关键词"


class TopicPage(GroupPage):
    """A topic 专题: collects what the whole group has published under its keywords, without copying it."""

    summary = models.CharField("摘要", max_length=300, blank=True)
    introduction = RichTextField("导语", blank=True, features=TEXT_FEATURES)
    picture = models.ForeignKey(
        "hub.GroupImage", verbose_name="横幅图片", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    collected_tags = ClusterTaggableManager(
        through=TopicTag, blank=True, verbose_name="收录关键词", help_text="带有这些关键词的已发布信息会自动收录"
    )

    translated_fields = ("title", "summary", "introduction")
    template = "pages/topic.html"
    english_template = "english/article.html"
    promote_panels: list[Any] = []
    parent_page_types = [
        "sitegroup.PortalHomePage",
        "sitegroup.TownHomePage",
        "sitegroup.DepartmentHomePage",
        "sitegroup.ColumnPage",
    ]
    subpage_types: list[str] = []
    content_panels = [
        *GroupPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("introduction"),
        FieldPanel("collected_tags"),
    ]

    class Meta:
        verbose_name = "专题"
        verbose_name_plural = "专题"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **listing.topic_list(self, request)}


class LeaderPage(GroupPage):
    """A leader's profile 领导简介 (Art. 14(1)); the page's title is the name."""

    position = models.CharField("职务", max_length=100)
    duties = models.TextField("分工", blank=True)
    biography = RichTextField("简历", blank=True, features=TEXT_FEATURES)
    portrait = models.ForeignKey(
        "hub.GroupImage", verbose_name="照片", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    telephone = models.CharField("办公电话", max_length=60, blank=True)

    base_form_class = CompleteForm
    translated_fields = ("title", "position", "duties", "biography")
    template = "pages/leader.html"
    english_template = "english/article.html"
    promote_panels: list[Any] = []
    parent_page_types = ["sitegroup.ColumnPage"]
    subpage_types: list[str] = []
    content_panels = [
        FieldPanel("title", heading="姓名"),
        FieldPanel("position"),
        FieldPanel("duties"),
        FieldPanel("portrait"),
        FieldPanel("biography"),
        FieldPanel("telephone"),
    ]

    class Meta:
        verbose_name = "领导简介"
        verbose_name_plural = "领导简介"


class LinkPage(GroupPage):
    """An entry of a column or home that leads elsewhere."""

    address = models.URLField("网址", max_length=500)
    note = models.CharField("说明", max_length=200, blank=True)

    promote_panels: list[Any] = []
    parent_page_types = [
        "sitegroup.PortalHomePage",
        "sitegroup.TownHomePage",
        "sitegroup.DepartmentHomePage",
        "sitegroup.ColumnPage",
    ]
    subpage_types: list[str] = []
    content_panels = [*GroupPage.content_panels, FieldPanel("address"), FieldPanel("note")]

    class Meta:
        verbose_name = "链接"
        verbose_name_plural = "链接"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads on, out of the group by way of the leaving notice.

        Raises:
            Http404: the address is no sound address on the web.
        """
        from sites.leaving.addresses import web_address
        from sites.leaving.outward import way_to

        if web_address(self.address) is None:
            raise Http404
        return redirect(way_to(self.address).href)
