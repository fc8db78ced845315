"""The elements of a document beside its text, by which the catalogue of Arts. 14 and 15 finds it."""

from __future__ import annotations

from django.db import models
from django.forms import CheckboxSelectMultiple
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField

from sites.pages.enums import Audience, DisclosureKind, Genre, Retention, Theme
from sites.pages.records.blocks import RecordBlocks


class DocumentElements(models.Model):
    """Elements that decide where a document stands in the catalogue; leaders approve them with the text.

    The catalogue itself (`opencat`) is known by name only.
    """

    category = models.ForeignKey(
        "opencat.Category",
        verbose_name="目录类别",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="不选则随所在栏目",
    )
    disclosure_kind = models.CharField(
        "公开方式", max_length=20, choices=DisclosureKind.choices, default=DisclosureKind.PROACTIVE
    )
    disclosure_ground = models.CharField(
        "不主动公开的依据", max_length=300, blank=True, help_text="依申请公开、不予公开时必填：法律依据和理由"
    )
    retention = models.CharField("保存期限", max_length=20, choices=Retention.choices, blank=True)
    genre = models.CharField("体裁", max_length=20, choices=Genre.choices, blank=True)
    theme = models.CharField("主题", max_length=20, choices=Theme.choices, blank=True)
    audience = models.CharField("服务对象", max_length=20, choices=Audience.choices, blank=True)
    issuing_units = ParentalManyToManyField(
        "organisation.Unit", verbose_name="制发机关", blank=True, related_name="+", help_text="不选则为本单位；可多选"
    )
    also_in = ParentalManyToManyField(
        "pages.ColumnPage",
        verbose_name="同时显示在",
        blank=True,
        related_name="+",
        help_text="本站的其他栏目；信息只有一份，不会复制",
    )
    records = StreamField(RecordBlocks(), verbose_name="结构化内容", blank=True)

    class Meta:
        abstract = True

    element_panels = [
        MultiFieldPanel(
            [
                FieldPanel("category"),
                FieldRowPanel([FieldPanel("disclosure_kind"), FieldPanel("retention")]),
                FieldPanel("disclosure_ground"),
                FieldRowPanel([FieldPanel("genre"), FieldPanel("theme"), FieldPanel("audience")]),
                FieldPanel("issuing_units", widget=CheckboxSelectMultiple, classname="checkbox-columns collapsed"),
                FieldPanel("also_in", widget=CheckboxSelectMultiple, classname="checkbox-columns collapsed"),
            ],
            heading="公开目录",
        ),
        InlinePanel("document_links", heading="与其他文件的关系", label="关系"),
    ]
