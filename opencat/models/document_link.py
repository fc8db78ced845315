from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel

from opencat.enums import LinkKind
from sites.pages.models.article_page import ArticlePage


class DocumentLink(models.Model):
    """What one document does to another: part of the content of the one that does it, approved with it."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="document_links")
    kind = models.CharField("本文件对它", max_length=20, choices=LinkKind.choices)
    target = models.ForeignKey(ArticlePage, verbose_name="文件", on_delete=models.PROTECT, related_name="links_to_it")
    note = models.CharField("说明", max_length=200, blank=True, help_text="例如：第三条、第五条")

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("note")]), PageChooserPanel("target")]

    class Meta:
        verbose_name = "文件关系"
        verbose_name_plural = "文件关系"
        constraints = [models.UniqueConstraint(fields=["page", "kind", "target"], name="one_document_link")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}《{self.target.title}》"
