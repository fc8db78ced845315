from __future__ import annotations

from datetime import UTC, date
from typing import Any, Self

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager, Workflow
from wagtail.query import PageQuerySet
from wagtail.search import index

from hub.blocks import BodyBlock
from sites.approval.workflows import correction_workflow, emergency_workflow
from sites.pages.articles.context import article_context
from sites.pages.articles.form import ArticleForm
from sites.pages.enums import TERM_FOR_KIND, InformationKind, Validity
from sites.pages.models.article_tag import ArticleTag
from sites.pages.models.document_elements import DocumentElements
from sites.pages.models.group_page import GroupPage


class ArticleQuerySet(PageQuerySet):
    def newest(self) -> ArticleQuerySet:
        return self.order_by("-published_at", "-pk")

    def for_list(self) -> ArticleQuerySet:
        """Without the body and other large fields that no list shows."""
        return self.defer("body", "search_description")


class ArticlePage(DocumentElements, GroupPage):
    """A piece of information 信息, with the elements that Art. 12 and the practice of official documents ask for."""

    subtitle = models.CharField("副标题", max_length=255, blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True, help_text="例如：兴市府办〔2014〕19号")
    # Given by the catalogue when the document is first public (opencat), for ever.
    index_number = models.CharField("索引号", max_length=80, blank=True, editable=False)
    source = models.CharField("信息来源", max_length=100, help_text="谁提供了这条信息，例如：市教育局")
    author = models.CharField("作者", max_length=60, blank=True)
    editor = models.CharField("编辑", max_length=60, blank=True)
    kind = models.CharField(
        "信息类别",
        max_length=20,
        choices=InformationKind.choices,
        default=InformationKind.NEWS,
        help_text="动态、新闻在 2 个工作日内发布，其他在 5 个工作日内发布（第十三条）",
    )
    written_on = models.DateField("成文日期", default=timezone.localdate, help_text="事件发生或文件印发的日期")
    published_at = models.DateTimeField("发布时间", null=True, editable=False, db_index=True)
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name="关键词")
    summary = models.TextField("摘要", max_length=300, blank=True)
    cover = models.ForeignKey(
        "hub.GroupImage", verbose_name="列表配图", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(BodyBlock(), verbose_name="正文", blank=True)
    is_major = models.BooleanField("重大信息", default=False, help_text="另须主要领导审核同意（第二十六条）")
    is_emergency = models.BooleanField(
        "突发事件信息",
        default=False,
        help_text="不经保密审查，由主要领导一人审批后立即公开，并报市网络信息中心（第十四条第七项）；不能定时发布",
    )
    emergency_reason = models.CharField(
        "为何不能等待", max_length=200, blank=True, help_text="突发事件信息必填，审批人会看到，并记入台账"
    )
    validity = models.CharField("有效性", max_length=20, choices=Validity.choices, default=Validity.IN_FORCE)
    ceases_on = models.DateField("失效或废止日期", null=True, blank=True)
    corrected_on = models.DateField("更正日期", null=True, editable=False)  # of what is public, by the gate
    external_id = models.CharField("外部编号", max_length=100, null=True, unique=True, editable=False)  # noqa: DJ001

    is_document = counts_as_item = True
    objects = PageManager.from_queryset(ArticleQuerySet)()

    base_form_class = ArticleForm
    unversioned_fields = (*GroupPage.unversioned_fields, "published_at", "external_id", "index_number", "corrected_on")
    correctable_fields = ("title", "body")
    digest_legacy = ("index_number",)  # were content, and empty: their place in the digest stays
    # Empty in what was approved before there was a catalogue: left out of the digest while they are.
    digest_if_set = (
        *GroupPage.digest_if_set, "category", "disclosure_kind", "disclosure_ground", "retention", "genre", "theme",
        "audience", "issuing_units", "also_in", "records", "document_links", "emergency_reason",
    )  # fmt: skip
    state_fields = ("validity", "ceases_on", "source_digest")
    translated_fields = ("title", "subtitle", "summary", "body", "source", "author", "editor")
    template = "pages/article.html"
    english_template = "english/article.html"
    parent_page_types = ["pages.ColumnPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["external_id", "published_at", "index_number", "corrected_on"]

    content_panels = [
        *GroupPage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("body"),
        FieldPanel("records"),
        InlinePanel("attachments", heading="附件", label="附件"),
        FieldPanel("summary"),
        FieldPanel("tags"),
        FieldPanel("cover"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("source"), FieldPanel("written_on")]),
                FieldRowPanel([FieldPanel("author"), FieldPanel("editor")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("document_number")]),
                FieldRowPanel([FieldPanel("validity"), FieldPanel("ceases_on")]),
            ],
            heading="信息要素",
        ),
        *DocumentElements.element_panels,
        MultiFieldPanel(
            [FieldPanel("is_major"), FieldPanel("is_emergency"), FieldPanel("emergency_reason")], heading="审批要求"
        ),
    ]
    promote_panels: list[Any] = []
    settings_panels = [PublishingPanel()]
    search_fields = [*GroupPage.search_fields, index.SearchField("summary"), index.SearchField("document_number")]

    class Meta:
        verbose_name = "信息"
        verbose_name_plural = "信息"
        indexes = [models.Index(fields=["unit", "-published_at"])]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at or timezone.now()
        return super().save(*args, **kwargs)

    save.alters_data = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **article_context(self, request)}

    def get_workflow(self) -> Workflow | None:
        """The site's workflow; an emergency takes the short one (Art. 14(7))."""
        if self.is_emergency:
            return emergency_workflow()
        return correction_workflow(self) or super().get_workflow()

    def mark_corrected(self, day: date | None) -> None:
        self.corrected_on = day

    def public_facts(self) -> dict[str, Any]:
        published_at = self.published_at.astimezone(UTC).isoformat(timespec="seconds") if self.published_at else ""
        corrected_on = self.corrected_on.isoformat() if self.corrected_on else ""
        facts = {
            "published_at": published_at,
            "tags": sorted(tag.name for tag in self.tags.all()),
            "corrected_on": corrected_on,
        }
        return {**super().public_facts(), **facts}

    @classmethod
    def read_ahead(cls, contents: list[Self]) -> None:
        super().read_ahead(contents)
        models.prefetch_related_objects(contents, "tags")

    def remembered(self) -> dict[str, Any]:
        return {"external_id": self.external_id} if self.external_id else {}

    def term_code(self) -> str:
        return TERM_FOR_KIND[InformationKind(self.kind)]

    def term_begins_on(self) -> date | None:
        """The day of what it tells. A translation may be of an old document: its term runs from the day it is sent."""
        return None if self.is_translation else self.written_on

    def get_lock(self) -> Any:
        """Wagtail's lock, after those of chapter apps (hook `article_lock`: a function `(article) -> lock or None`)."""
        locks = (lock_of(self) for lock_of in hooks.get_hooks("article_lock"))
        return next((lock for lock in locks if lock is not None), None) or super().get_lock()

    @property
    def is_ineffective(self) -> bool:
        """Whether the document is expired or abolished today."""
        if self.validity in (Validity.EXPIRED, Validity.ABOLISHED):
            return True
        return self.ceases_on is not None and self.ceases_on < timezone.localdate()
