from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from hub.blocks import TEXT_FEATURES
from sites.pages.models.group_page import GroupPage
from sites.pages.plain_text import text_of_html
from sites.pages.submission_form import SubmissionForm


class LeaderPage(GroupPage):
    """A leader's profile 领导简介 (Art. 14(1)); the page's title is the name."""

    position = models.CharField("职务", max_length=100)
    duties = models.TextField("分工", blank=True)
    biography = RichTextField("简历", blank=True, features=TEXT_FEATURES)
    portrait = models.ForeignKey(
        "hub.GroupImage", verbose_name="照片", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    telephone = models.CharField("办公电话", max_length=60, blank=True)

    is_document = counts_as_item = True
    found_as = "leader"
    base_form_class = SubmissionForm
    translated_fields = ("title", "position", "duties", "biography")
    template = "pages/leader.html"
    english_template = "english/article.html"
    promote_panels: list[Any] = []
    parent_page_types = ["pages.ColumnPage"]
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

    def about(self) -> str:
        return f"{self.title}，{self.position}。{self.duties}"

    def searched_text(self) -> str:
        return f"{self.position}\n{self.duties}\n{text_of_html(self.biography)}"
