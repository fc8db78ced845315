from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from hub.blocks import TEXT_FEATURES
from sites.pages.listing import collected_by, topic_list
from sites.pages.models.group_page import GroupPage
from sites.pages.models.topic_tag import TopicTag
from sites.pages.plain_text import text_of_html


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

    counts_as_item = has_feed = order_is_public = True
    found_as = "topic"
    translated_fields = ("title", "summary", "introduction")
    template = "pages/topic.html"
    english_template = "english/article.html"
    promote_panels: list[Any] = []
    parent_page_types = [
        "pages.PortalHomePage",
        "pages.TownHomePage",
        "pages.DepartmentHomePage",
        "pages.ColumnPage",
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

    def searched_text(self) -> str:
        return f"{self.summary}\n{text_of_html(self.introduction)}"

    def feed_articles(self) -> Any:
        return collected_by(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **topic_list(self, request)}
