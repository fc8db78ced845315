"""The index in the database: what is public, as search sees it, and the tasks that keep it so."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page

from hub.models.outbox import OutboxRow
from search.content_key import ContentKey
from search.enums import Extraction, Target
from sites.pages.enums import Genre, Validity


class IndexedDocument(models.Model):
    """A public page or object, with what it is filtered, counted and sorted by. Its words are in `IndexedText`.

    Narrow on purpose: counting facets reads every row that matches.
    """

    repeats_text = True  # hub.text_fields

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    # Of a page: the document goes with it, and its address is where the page is now.
    page = models.OneToOneField(Page, null=True, on_delete=models.CASCADE, related_name="indexed_document")
    # Of what is no page: its address below the root of the host that shows its unit's site.
    path = models.CharField(max_length=200, blank=True)
    title = models.CharField("标题", max_length=255)
    folded_title = models.CharField("标题（检索用）", max_length=600)
    document_number = models.CharField("文号", max_length=60, blank=True)
    number_key = models.CharField("文号（检索用）", max_length=120, blank=True, db_index=True)
    index_number = models.CharField("索引号", max_length=80, blank=True, db_index=True)
    summary = models.CharField("摘要", max_length=300, blank=True)
    unit = models.ForeignKey("organisation.Unit", verbose_name="单位", on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(
        "opencat.Category", verbose_name="目录类别", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField("类型", max_length=20)
    genre = models.CharField("体裁", max_length=20, choices=Genre.choices, blank=True)
    state = models.CharField("有效性", max_length=20, choices=Validity.choices, blank=True)
    ceases_on = models.DateField("失效或废止日期", null=True)
    language = models.CharField("语言", max_length=10)
    year = models.PositiveSmallIntegerField("年份", null=True)
    written_on = models.DateField("成文日期", null=True)
    published_at = models.DateTimeField("发布时间", null=True)
    has_attachment = models.BooleanField("有附件", default=False)
    popularity = models.PositiveSmallIntegerField("热度", default=0, help_text="阅读次数的二进制位数")
    digest = models.CharField("内容摘要值", max_length=64)
    # Grows with every change: Elasticsearch refuses what is older than what it has.
    version = models.PositiveBigIntegerField("版本")

    class Meta:
        verbose_name = "索引文档"
        verbose_name_plural = "索引文档"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="one_document_a_content")]
        indexes = [
            models.Index(fields=["-published_at"], name="search_newest"),
            models.Index(fields=["unit", "-published_at"], name="search_newest_of_unit"),
            models.Index(fields=["ceases_on"], name="search_ceases_on"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def content_key(self) -> ContentKey:
        return ContentKey(self.content_type_id, self.object_id)


class IndexedText(models.Model):
    """The words of one part of a document: its own (`file` is None) or those of an attachment."""

    repeats_text = True  # hub.text_fields

    document = models.ForeignKey(IndexedDocument, on_delete=models.CASCADE, related_name="texts")
    file = models.ForeignKey("hub.GroupDocument", null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField("附件名称", max_length=255, blank=True)
    text = models.TextField("文字")
    folded = models.TextField("文字（检索用）", help_text="与“文字”逐字对应")
    headings = models.TextField("小标题（检索用）", blank=True)
    # Searched with the text, never shown as a passage of it.
    other_words = models.TextField("关键词、来源、作者", blank=True)

    class Meta:
        verbose_name = "索引文字"
        verbose_name_plural = "索引文字"
        constraints = [
            models.UniqueConstraint(fields=["document", "file"], name="one_text_a_part"),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(file=None), name="one_text_of_the_page_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.document)


class IndexTask(OutboxRow):
    """The outbox: something is to be looked at again, for one of the indexes. Deleted once that is done.

    For the database's index that is a page or an object, for the node's an `IndexedDocument`. The task says which, not
    what became of it: who does it reads how that stands by then, so that doing it twice, or late, does no harm. It may
    be gone.
    """

    repeats_text = True  # hub.text_fields

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = models.CharField(max_length=20, choices=Target.choices)

    class Meta:
        verbose_name = "索引任务"
        verbose_name_plural = "索引任务"
        indexes = [models.Index(fields=["target", "id"]), models.Index(fields=["object_id"])]

    def __str__(self) -> str:
        return f"{self.content_key} → {self.target}"

    @property
    def content_key(self) -> ContentKey:
        return ContentKey(self.content_type_id, self.object_id)


class ExtractedText(models.Model):
    """The text of a file, taken out once in the background and used wherever the file is attached."""

    repeats_text = True  # hub.text_fields

    file = models.OneToOneField(
        "hub.GroupDocument", primary_key=True, on_delete=models.CASCADE, related_name="extracted_text"
    )
    file_hash = models.CharField("文件校验值", max_length=40, blank=True, help_text="变了就重新提取")
    state = models.CharField("状态", max_length=10, choices=Extraction.choices, default=Extraction.WAITING)
    reason = models.CharField("原因", max_length=200, blank=True)
    text = models.TextField("文字", blank=True)
    is_cut = models.BooleanField("未提取完", default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = "附件文字"
        verbose_name_plural = "附件文字"
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.get_state_display()}"
