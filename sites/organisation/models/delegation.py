from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey


class Delegation(models.Model):
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
        return f"{self.delegate} 代理 {self.appointment}（{self.starts_on:%m-%d} 至 {self.ends_on:%m-%d}）"

    def clean(self) -> None:
        super().clean()
        if self.appointment_id and self.delegate_id == self.appointment.person_id:
            raise ValidationError({"delegate": "代理人不能是本人。"})
