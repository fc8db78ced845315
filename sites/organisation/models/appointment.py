from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from modelcluster.models import ClusterableModel

from hub.models.saved_at_once import SavedAtOnce
from sites.organisation.enums import APPROVING_OFFICES, CENTRE_OFFICES, LEADING_OFFICES, WRITING_OFFICES, Office
from sites.organisation.models.delegation import Delegation
from sites.organisation.models.unit import Unit
from sites.organisation.periods import on_day, overlapping


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, day: date | None = None) -> AppointmentQuerySet:
        return self.filter(on_day(day or timezone.localdate()))

    def of_offices(self, offices: Collection[Office]) -> AppointmentQuerySet:
        return self.filter(office__in=list(offices))

    def leading(self) -> AppointmentQuerySet:
        """Of the leading offices, in the order in which leaders are named: principal ones first, then by how long."""
        rank = Case(When(office=Office.PRINCIPAL_LEADER, then=Value(0)), default=Value(1))
        return self.of_offices(LEADING_OFFICES).annotate(rank=rank).order_by("rank", "starts_on", "pk")

    def acted_by(self, user: models.Model, day: date | None = None) -> AppointmentQuerySet:
        """Appointments that `user` may act for on a day: own ones, and those delegated to the user that day."""
        day = day or timezone.localdate()
        delegated = Delegation.objects.effective(day).filter(appointment=OuterRef("pk"), delegate=user)
        return self.current(day).filter(Q(person=user) | Exists(delegated))


class Appointment(SavedAtOnce, ClusterableModel):
    """A person holds an office in a unit from–to (Art. 8). Permissions begin and end with it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="任职人", on_delete=models.PROTECT, related_name="appointments"
    )
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="appointments")
    office = models.CharField("职责", max_length=30, choices=Office.choices)
    title = models.CharField("职务", max_length=60, blank=True, help_text="例如：局长、办公室主任")
    duties = models.CharField("分工", max_length=200, blank=True)
    starts_on = models.DateField("任职起", default=timezone.localdate)
    ends_on = models.DateField("任职止", null=True, blank=True, help_text="留空表示在任；当天仍有权限，次日失效")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ["unit", "office", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_start",
                violation_error_message="任职止不能早于任职起。",
            )
        ]
        indexes = [models.Index(fields=["unit", "office"]), models.Index(fields=["person", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.unit.short_name} {self.get_office_display()} {self.person}"

    def clean(self) -> None:
        super().clean()
        if self.office in CENTRE_OFFICES and self.unit_id and self.unit.code != settings.CENTRE_UNIT_CODE:
            raise ValidationError({"office": "这一职责只能登记在市网络信息中心。"})

    def delegation_problems(self, delegate: AbstractUser, starts_on: date, ends_on: date) -> dict[str, str]:
        """Why `delegate` may not act for the holder in these days: sentences by the field of `Delegation`.

        Days that are over are history, and are not judged any more. `DelegationQuerySet.effective` asks the same of
        every day.
        """
        today, longest = timezone.localdate(), timedelta(days=settings.DELEGATION_LONGEST_DAYS)
        if delegate.pk == self.person_id:
            return {"delegate": "代理人不能是本人。"}
        if ends_on < today:
            return {}
        problems = {}
        if refusal := self._refusal_of(delegate, max(starts_on, today), ends_on):
            problems["delegate"] = refusal
        if ends_on - starts_on >= longest:
            problems["ends_on"] = f"代理一次最长 {longest.days} 天，到期后可以再次委托。"
        if starts_on - today > longest:
            problems["starts_on"] = f"代理最多提前 {longest.days} 天登记。"
        return problems

    def _refusal_of(self, delegate: AbstractUser, first: date, last: date) -> str:
        """Why a person may not stand in for the holder from `first` to `last`; "" if nothing is against it."""
        if not delegate.is_active:
            return f"{delegate}的账号已停用，不能代理。"
        own = Appointment.objects.filter(person=delegate)
        in_unit = own.filter(unit=self.unit_id)
        if not in_unit.filter(on_day(first)).exists():
            return f"{delegate}在{self.unit.short_name}没有职责，不能代理。"
        days = overlapping(first, last)
        centre = settings.CENTRE_UNIT_CODE
        if self.unit.code != centre and own.filter(days, unit__code=centre).exists():
            return f"{delegate}是网络信息中心的人员，不能代理其他单位的职责。"
        standing_in = Delegation.objects.filter(days, delegate=delegate, appointment__unit=self.unit_id)
        if self.office in APPROVING_OFFICES and (
            in_unit.filter(days, office__in=WRITING_OFFICES).exists()
            or standing_in.filter(appointment__office__in=WRITING_OFFICES).exists()
        ):
            return f"{delegate}在{self.unit.short_name}编写信息，不能代理审批职责。"
        if self.office in WRITING_OFFICES and standing_in.filter(appointment__office__in=APPROVING_OFFICES).exists():
            return f"{delegate}正在{self.unit.short_name}代理审批职责，不能同时代理编写。"
        return ""

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)
