from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey

from hub.models.saved_at_once import SavedAtOnce
from sites.organisation.enums import APPROVING_OFFICES, WRITING_OFFICES
from sites.organisation.periods import on_day


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def effective(self, day: date | None = None) -> DelegationQuerySet:
        """Delegations that give something on a day, however they came into the table.

        Both appointments are asked for again: the holder's, and the delegate's own one in that unit. No delegation
        counts for more than `DELEGATION_LONGEST_DAYS`, nobody who writes in a unit approves there for somebody else,
        and nobody of the centre acts for another unit.
        """
        day = day or timezone.localdate()
        appointments = self.model._meta.get_field("appointment").related_model.objects.filter(on_day(day))
        own = appointments.filter(person=OuterRef("delegate"), unit=OuterRef("appointment__unit"))
        written_for = self.model.objects.filter(
            on_day(day),
            delegate=OuterRef("delegate"),
            appointment__unit=OuterRef("appointment__unit"),
            appointment__office__in=WRITING_OFFICES,
        )
        of_centre = appointments.filter(person=OuterRef("delegate"), unit__code=settings.CENTRE_UNIT_CODE)
        writes = Exists(own.filter(office__in=WRITING_OFFICES)) | Exists(written_for)
        return (
            self.filter(on_day(day), on_day(day, "appointment__starts_on", "appointment__ends_on"), Exists(own))
            .filter(starts_on__gt=day - timedelta(days=settings.DELEGATION_LONGEST_DAYS))
            .filter(~Q(appointment__office__in=APPROVING_OFFICES) | ~writes)
            .filter(Q(appointment__unit__code=settings.CENTRE_UNIT_CODE) | ~Exists(of_centre))
        )


class Delegation(SavedAtOnce):
    """Days of absence on which another person acts for the holder of an office."""

    appointment = ParentalKey(
        "organisation.Appointment", on_delete=models.CASCADE, related_name="delegations", verbose_name="任职"
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="代理人", on_delete=models.PROTECT, related_name="delegations"
    )
    starts_on = models.DateField("代理起", default=timezone.localdate)
    ends_on = models.DateField("代理止")
    reason = models.CharField("原因", max_length=100, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "代理"
        verbose_name_plural = "代理"
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_start",
                violation_error_message="代理止不能早于代理起。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.delegate} 代理 {self.appointment}（{self.starts_on:%Y-%m-%d} 至 {self.ends_on:%Y-%m-%d}）"

    def clean(self) -> None:
        super().clean()
        if self.appointment_id and self.delegate_id and self.starts_on and self.ends_on:
            problems = self.appointment.delegation_problems(self.delegate, self.starts_on, self.ends_on)
            if problems:
                raise ValidationError(problems)
