from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hub.private_fields.fields import EncryptedTextField
from hub.private_fields.models import PrivateDataModel
from sites.casework.enums import (
    OPEN,
    PENDING,
    PUBLIC_STATUS,
    Action,
    CaseStatus,
    Channel,
    Outcome,
    Satisfaction,
)
from sites.casework.kinds import CaseKind, kind_of
from sites.organisation.models.unit import Unit


class CaseQuerySet(models.QuerySet["Case"]):
    def pending(self) -> CaseQuerySet:
        """What still waits for something of ours, or of who wrote."""
        return self.filter(status__in=PENDING)


class Case(PrivateDataModel):
    """Something that somebody sent in: letter, consultation, complaint, request. Only the actions change it.

    `unit` answers for it now: the one it was addressed to, then the one that leads. `status`, `outcome` and whether it
    is public are three things; the last is part of the answer that leaders approve (`Reply`).
    """

    number = models.CharField("编号", max_length=20, unique=True)
    kind = models.CharField("类别", max_length=30)
    channel = models.CharField("渠道", max_length=20, choices=Channel.choices, default=Channel.WEB)
    title = models.CharField("标题", max_length=60)
    text = EncryptedTextField("内容", max_length=5000)
    status = models.CharField("状态", max_length=20, choices=CaseStatus.choices)
    outcome = models.CharField("结果", max_length=20, choices=Outcome.choices, blank=True)
    result = models.CharField("办理结果", max_length=40, blank=True)  # of kinds that divide their answers
    ground = models.CharField("不予受理的理由", max_length=20, blank=True)

    unit = models.ForeignKey(Unit, verbose_name="承办单位", on_delete=models.PROTECT, related_name="cases")
    addressed_to = models.ForeignKey(Unit, verbose_name="写给", on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField("收信人", max_length=60, blank=True)  # a leader, as named when it was written
    is_designated = models.BooleanField("指定办理", default=False)
    is_complex = models.BooleanField("复杂问题", default=False)
    complex_reason = models.CharField("复杂的理由", max_length=200, blank=True)
    supervised_on = models.DateField("督办日期", null=True, blank=True)

    wishes_public = models.BooleanField("愿意公开", default=False)
    privacy_notice = models.ForeignKey(
        "casework.PrivacyNotice", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="隐私声明"
    )
    submitted_at = models.DateTimeField("提交时间")
    received_on = models.DateField("受理日期", null=True, blank=True)
    due_on = models.DateField("应答复日期", null=True, blank=True)
    due_explanation = models.TextField("期限说明", blank=True)
    asked_until = models.DateField("补充截止", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField("满意度", choices=Satisfaction.choices, null=True, blank=True)
    reopened = models.PositiveSmallIntegerField("重办次数", default=0)
    urged = models.PositiveSmallIntegerField("催办次数", default=0)

    erased_on = models.DateField("个人信息删除日期", null=True, blank=True)

    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    form_key = models.CharField(max_length=40, null=True, blank=True, unique=True)  # ten clicks on one form: one case
    likeness = models.CharField(max_length=42, blank=True, db_index=True)  # of the same letter by the same person

    code_hash = models.CharField(max_length=128, blank=True)
    failed_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    # Whom a complaint is about: they never see it, nor decide on it.
    complained_units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="被投诉单位")
    complained_people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="被投诉人"
    )

    wagtail_reference_index_ignore = True

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办件"
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=CaseStatus.CLOSED, closed_at__isnull=False)
                | (~Q(status=CaseStatus.CLOSED) & Q(closed_at=None)),
                name="closed_cases_have_a_time",
            ),
            models.CheckConstraint(condition=Q(joined_to=None) | ~Q(joined_to=F("id")), name="not_joined_to_itself"),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"]),
            models.Index(fields=["unit", "status", "due_on"]),
            models.Index(fields=["kind", "submitted_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def kind_of_case(self) -> CaseKind:
        return kind_of(self.kind)

    def get_kind_display(self) -> str:
        return self.kind_of_case.label

    @property
    def public_status(self) -> str:
        return PUBLIC_STATUS[CaseStatus(self.status)]

    @property
    def wants_it_taken_down(self) -> bool:
        """Who wrote does not wish any more that it is public, and it was already."""
        return self.wishes_public and self.events.filter(action=Action.WISH_PRIVATE).exists()

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()
