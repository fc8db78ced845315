from __future__ import annotations

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Page

from opencat.enums import VERSION_KINDS, LinkKind
from sites.approval.enums import RemovalKind, RemovalStatus
from sites.approval.models.removal_request import RemovalRequest
from sites.pages.models.article_page import ArticlePage


class DocumentLinkQuerySet(models.QuerySet):
    def with_effect(self) -> Self:
        """`is_in_effect`: False of what changes another unit's document and no leader of that unit has confirmed."""
        confirmed = RemovalRequest.objects.filter(
            kind=RemovalKind.RESTATE,
            status=RemovalStatus.APPROVED,
            content_type=ContentType.objects.get_for_model(Page),
            object_id=OuterRef("target"),
            because_of=OuterRef("page"),
            relation=OuterRef("kind"),
        )
        condition = ~Q(kind__in=VERSION_KINDS) | Q(page__unit=F("target__unit")) | Exists(confirmed)
        return self.annotate(is_in_effect=ExpressionWrapper(condition, output_field=models.BooleanField()))

    def in_effect(self) -> Self:
        return self.with_effect().filter(is_in_effect=True)


class DocumentLink(models.Model):
    """What one document does to another: part of the content of the one that does it, approved with it."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="document_links")
    kind = models.CharField("本文件对它", max_length=20, choices=LinkKind.choices)
    target = models.ForeignKey(ArticlePage, verbose_name="文件", on_delete=models.PROTECT, related_name="links_to_it")
    note = models.CharField("说明", max_length=200, blank=True, help_text="例如：第三条、第五条")

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("note")]), PageChooserPanel("target")]

    objects = DocumentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "文件关系"
        verbose_name_plural = "文件关系"
        constraints = [models.UniqueConstraint(fields=["page", "kind", "target"], name="one_document_link")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}《{self.target.title}》"
