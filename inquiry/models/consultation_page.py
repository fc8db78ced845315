from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from hub.blocks import TEXT_FEATURES, BodyBlock
from hub.calendar import Terms
from hub.rules import DueDate
from inquiry.consultations.blocks import OpinionsBlock, QuestionsBlock, ShownCommentsBlock
from inquiry.consultations.enums import OUTCOME_TERM, TERM_OF_KIND, ConsultationKind, ConsultationState
from inquiry.consultations.rules import Period
from sites.pages.models.group_page import GroupPage
from sites.pages.plain_text import text_of_body, text_of_html
from sites.pages.submission_form import SubmissionForm
from sites.pages.translation.locales import source_locale_id

PERIOD_FIELDS = ("opens_on", "opens_at", "closes_on", "closes_at")
UNANNOUNCED = "的征集截止时间已过，须改期后重新送审"
TOO_SHORT = "从公开到截止不足法定期限，又没有写明理由，须改期或者写明理由后重新送审"


class ConsultationQuerySet(PageQuerySet):
    def public_ones(self) -> ConsultationQuerySet:
        """Newest first; translations stand in no list."""
        found = self.filter(locale=source_locale_id(), closes_on__isnull=False).live().public()
        return found.select_related("unit").order_by("-opens_on", "-pk")

    def over(self, now: datetime) -> ConsultationQuerySet:
        """Those whose time has passed."""
        here = timezone.localtime(now, timezone.get_default_timezone())
        today, hour = here.date(), here.time()
        return self.filter(Q(closes_on__lt=today) | Q(closes_on=today, closes_at__lte=hour))

    def begun(self, now: datetime) -> ConsultationQuerySet:
        here = timezone.localtime(now, timezone.get_default_timezone())
        today, hour = here.date(), here.time()
        at_once = Q(opens_at__isnull=True) | Q(opens_at__lte=hour)
        return self.filter(Q(opens_on__lt=today) | Q(opens_on=today) & at_once)

    def in_state(self, state: ConsultationState, now: datetime) -> QuerySet[Any]:
        over = self.over(now)
        if state == ConsultationState.COMING:
            return self.exclude(pk__in=self.begun(now).order_by().values("pk"))
        if state == ConsultationState.OPEN:
            return self.begun(now).exclude(pk__in=over.order_by().values("pk"))
        return over.filter(outcome_at__isnull=state == ConsultationState.CLOSED)


class ConsultationPage(GroupPage):
    """A draft of which people are asked what they think 意见征集, and afterwards what became of what they said."""

    kind = models.CharField(
        "类别", max_length=20, choices=ConsultationKind.choices, default=ConsultationKind.NORMATIVE,
        help_text="决定征集期限",
    )  # fmt: skip
    background = RichTextField("背景", blank=True, features=TEXT_FEATURES, help_text="为什么起草、主要内容")
    draft = StreamField(BodyBlock(), verbose_name="征求意见稿正文", blank=True)
    draft_document = models.ForeignKey(
        "pages.ArticlePage", verbose_name="已发布的征求意见稿", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    draft_file = models.ForeignKey(
        "hub.GroupDocument", verbose_name="征求意见稿文件", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    opens_on = models.DateField("开始日期", default=timezone.localdate)
    opens_at = models.TimeField("开始时刻", null=True, blank=True, help_text="留空为当天 0 时")
    closes_on = models.DateField("截止日期", null=True, blank=True)
    closes_at = models.TimeField("截止时刻", null=True, blank=True, help_text="留空为当天 23:59:59")
    short_reason = models.CharField(
        "缩短期限的理由", max_length=200, blank=True, help_text="不足法定期限的必填，将向社会公布"
    )
    telephone = models.CharField("联系电话", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    address = models.CharField("通信地址", max_length=200, blank=True, help_text="寄信、上门提意见的地址")
    questions = StreamField(
        QuestionsBlock(), verbose_name="征求意见的问题", blank=True, help_text="可以不填；每个问题可以单独回答"
    )
    asks_name = models.BooleanField("须留姓名和联系方式", default=False, help_text="一般不勾选")
    outcome_text = RichTextField("结果说明", blank=True, features=TEXT_FEATURES)
    opinions = StreamField(
        OpinionsBlock(), verbose_name="意见和采纳情况", blank=True, help_text="由“征集意见”写入，征集截止后填写"
    )
    shown_comments = StreamField(
        ShownCommentsBlock(), verbose_name="选登的意见", blank=True, help_text="由“征集意见”写入，已隐去个人信息"
    )
    outcome_at = models.DateTimeField("结果公布时间", null=True, editable=False)

    is_document = counts_as_item = True
    is_in_sitemap = False  # the section of what is registered as public content has it
    objects = PageManager.from_queryset(ConsultationQuerySet)()

    base_form_class = SubmissionForm
    unversioned_fields = (*GroupPage.unversioned_fields, "outcome_at")
    translated_fields = ("title", "background", "draft", "outcome_text")
    template = "consultations/consultation.html"
    english_template = "english/article.html"
    parent_page_types = ["pages.ColumnPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["outcome_at"]
    promote_panels: list[Any] = []
    settings_panels = [PublishingPanel()]
    content_panels = [
        *GroupPage.content_panels,
        FieldPanel("kind"),
        FieldPanel("background"),
        MultiFieldPanel(
            [FieldPanel("draft_document"), FieldPanel("draft_file"), FieldPanel("draft")],
            heading="征求意见稿（至少一种）",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("opens_at")]),
                FieldRowPanel([FieldPanel("closes_on"), FieldPanel("closes_at")]),
                FieldPanel("short_reason"),
            ],
            heading="征集时间",
        ),
        MultiFieldPanel(
            [FieldPanel("telephone"), FieldPanel("email"), FieldPanel("address")], heading="其他途径（至少一种）"
        ),
        FieldPanel("questions"),
        FieldPanel("asks_name"),
        MultiFieldPanel(
            [FieldPanel("outcome_text"), FieldPanel("opinions"), FieldPanel("shown_comments")],
            heading="结果（征集截止后填写）",
        ),
    ]

    class Meta:
        verbose_name = "意见征集"
        verbose_name_plural = "意见征集"

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.live and self.first_published_at is None:  # an import; Wagtail's own action says when
            self.first_published_at = self.last_published_at = timezone.now()
        if self.live:
            self.outcome_at = (self.outcome_at or timezone.now()) if self.has_outcome else None
        return super().save(*args, **kwargs)

    save.alters_data = True

    @property
    def has_outcome(self) -> bool:
        return bool(text_of_html(self.outcome_text).strip() or self.opinions or self.shown_comments)

    @property
    def period(self) -> Period | None:
        if self.closes_on is None:
            return None
        return Period(self.opens_on, self.closes_on, self.opens_at, self.closes_at)

    @property
    def state(self) -> ConsultationState:
        period = self.period
        if period is None:
            return ConsultationState.COMING
        return period.state(timezone.now(), county_time(), is_answered=self.outcome_at is not None)

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def is_open(self) -> bool:
        return self.state == ConsultationState.OPEN

    @property
    def begins(self) -> datetime | None:
        return self.period.begin(county_time()) if self.period else None

    @property
    def ends(self) -> datetime | None:
        """Its last second."""
        return self.period.last_second(county_time()) if self.period else None

    def outcome_due(self, terms: Terms | None = None) -> DueDate | None:
        """By when the outcome is to be public."""
        return (terms or Terms.load()).due(OUTCOME_TERM, self.closes_on) if self.closes_on else None

    def shortest(self, first_day: date, terms: Terms | None = None) -> DueDate | None:
        """Until when it has to last if it is public from `first_day` on; None: nobody asks."""
        code = TERM_OF_KIND.get(ConsultationKind(self.kind))
        return (terms or Terms.load()).due(code, max(first_day, self.opens_on)) if code else None

    def is_short(self, first_day: date) -> bool:
        least = self.shortest(first_day)
        return least is not None and self.closes_on is not None and self.closes_on < least.on

    def publication_obstacle(self) -> str:
        """Of what was not public before: it may be too late by the time that it is approved."""
        if self.period is None or self.is_translation or self._was_public():
            return super().publication_obstacle()
        if self.period.end(county_time()) <= timezone.now():
            return UNANNOUNCED
        if self.is_short(timezone.localdate()) and not self.short_reason.strip():
            return TOO_SHORT
        return super().publication_obstacle()

    def _was_public(self) -> bool:
        """As the database has it: who publishes has set the time already."""
        return (
            bool(self.live_digest) or type(self).objects.filter(pk=self.pk, first_published_at__isnull=False).exists()
        )

    def public_facts(self) -> dict[str, Any]:
        at = self.outcome_at.astimezone(UTC).isoformat(timespec="seconds") if self.outcome_at else ""
        return {**super().public_facts(), "outcome_at": at}

    def about(self) -> str:
        return text_of_html(self.background)

    def searched_text(self) -> str:
        questions = "\n".join(str(each.value) for each in self.questions)
        return "\n".join([self.about(), text_of_body(self.draft), questions, text_of_html(self.outcome_text)])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        due = self.outcome_due()
        document = self.draft_document if self.draft_document and self.draft_document.live else None
        facts = {"due": due, "is_late": due is not None and due.on < timezone.localdate(), "document": document}
        return {**super().get_context(request, *args, **kwargs), **facts}


def county_time() -> Any:
    """The zone of the county's clocks, whatever zone a request or a process has."""
    return timezone.get_default_timezone()
