from __future__ import annotations

from datetime import date, timedelta

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from opencat.models.category import Category
from sites.organisation.models.unit import Unit
from sites.pages.enums import Audience, DisclosureKind, Genre, InformationKind, Theme, Validity
from sites.pages.models.article_page import ArticlePage

# How many days before its date a draft counts as near to it.
NEAR_DAYS = 2


class EntryQuerySet(models.QuerySet["CatalogueEntry"]):
    def existing(self) -> EntryQuerySet:
        """Without those whose content was deleted."""
        return self.filter(object_id__isnull=False)

    def public(self) -> EntryQuerySet:
        """What the public catalogue lists."""
        return self.filter(is_public=True)

    def unpublished(self) -> EntryQuerySet:
        """Drafts whose term runs: meant for the public and never yet public."""
        runs = Q(is_public=False, published_on=None, due_on__isnull=False)
        return self.existing().filter(runs).exclude(disclosure_kind=DisclosureKind.NOT_PUBLIC)

    def overdue(self, today: date | None = None) -> EntryQuerySet:
        return self.unpublished().filter(due_on__lt=today or timezone.localdate())

    def near(self, today: date | None = None) -> EntryQuerySet:
        """Drafts near or over their date, the latest first."""
        last = (today or timezone.localdate()) + timedelta(days=NEAR_DAYS)
        return self.unpublished().filter(due_on__lte=last).order_by("due_on", "pk")

    def published_late(self) -> EntryQuerySet:
        return self.filter(published_on__gt=F("due_on"))

    def with_state(self, today: date | None = None) -> EntryQuerySet:
        """Annotates `state`, the validity as it is today: what has passed its last day is expired."""
        today = today or timezone.localdate()
        over = Q(ceases_on__lt=today) & ~Q(validity=Validity.ABOLISHED)
        return self.annotate(state=Case(When(over, then=Value(Validity.EXPIRED.value)), default=F("validity")))

    def in_category(self, category: Category) -> EntryQuerySet:
        """Of the category and those below it."""
        end = category.code[:-1] + chr(ord(category.code[-1]) + 1)
        return self.filter(category__code__gte=category.code, category__code__lt=end)


class CatalogueEntry(models.Model):
    """A document's line in the catalogue: where it belongs, its index number, its term, whether the public sees it.

    An index over articles, kept by `opencat.entries`, and over what apps have registered as public, kept by
    `opencat.content_entries`. What leaders approve is in the article. An entry outlives its content, so that the index
    number is never given again: it is about nothing then, and its key is free.
    """

    repeats_text = True  # hub.text_fields

    # What it is about: a page as `wagtailcore.Page`. Both null once that was deleted.
    content_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="内容类型"
    )
    object_id = models.PositiveBigIntegerField("内容编号", null=True)
    content = GenericForeignKey()
    # The same article once more, for queries; null for other content, which has its address below its unit's host.
    page = models.OneToOneField(
        ArticlePage, null=True, on_delete=models.SET_NULL, related_name="catalogue_entry", verbose_name="信息"
    )
    path = models.CharField("路径", max_length=255, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    category = models.ForeignKey(
        Category, null=True, on_delete=models.PROTECT, related_name="entries", verbose_name="目录类别"
    )
    index_number = models.CharField("索引号", max_length=80, null=True, unique=True)  # noqa: DJ001
    title = models.CharField("标题", max_length=255)
    document_number = models.CharField("文号", max_length=60, blank=True)
    number_key = models.CharField("文号（检索用）", max_length=60, blank=True, db_index=True)
    written_on = models.DateField("成文日期")
    year = models.PositiveSmallIntegerField("年份")
    kind = models.CharField("信息类别", max_length=20, choices=InformationKind.choices)
    genre = models.CharField("体裁", max_length=20, choices=Genre.choices, blank=True)
    theme = models.CharField("主题", max_length=20, choices=Theme.choices, blank=True)
    audience = models.CharField("服务对象", max_length=20, choices=Audience.choices, blank=True)
    disclosure_kind = models.CharField("公开方式", max_length=20, choices=DisclosureKind.choices)
    validity = models.CharField("有效性", max_length=20, choices=Validity.choices)
    ceases_on = models.DateField("失效或废止日期", null=True)
    is_public = models.BooleanField("已公开", default=False)
    published_at = models.DateTimeField("发布时间", null=True)
    published_on = models.DateField("首次公开日期", null=True)
    # The term within which it had to be public (Art. 13); null where no term was in force.
    term_code = models.CharField("时限", max_length=60, blank=True)
    due_on = models.DateField("应公开日期", null=True)
    due_explanation = models.TextField("期限说明", blank=True)
    is_provisional = models.BooleanField("期限暂定", default=False)

    wagtail_reference_index_ignore = True  # a line about a page is no use of it
    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "目录条目"
        verbose_name_plural = "目录条目"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="one_catalogue_entry")]
        indexes = [
            models.Index(fields=["unit", "category", "published_on"], name="entry_by_unit"),
            models.Index(fields=["category", "unit", "year"], name="entry_by_category"),
            models.Index(fields=["-published_at", "-id"], name="entry_newest"),
            models.Index(fields=["due_on"], condition=Q(published_on=None), name="entry_open_due"),
        ]

    def __str__(self) -> str:
        return f"{self.index_number or '（未编号）'} {self.title}"

    @property
    def was_late(self) -> bool | None:
        """Whether it came late; None while it is not public, or when no term was in force."""
        if self.published_on is None or self.due_on is None:
            return None
        return self.published_on > self.due_on
