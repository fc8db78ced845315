from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from sites.casework.enums import STANDING, AssignmentStatus, Role
from sites.organisation.models.unit import Unit


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> AssignmentQuerySet:
        """Of units that have the case, or have answered it; not of those that gave it back or lost it."""
        return self.filter(Q(status__in=STANDING) | Q(answered_on__isnull=False))


class Assignment(models.Model):
    """A unit that has to answer, with a date of its own where the centre set one. One leads (主办), others support."""

    case = models.ForeignKey("casework.Case", on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, verbose_name="承办单位", on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField("分工", max_length=10, choices=Role.choices, default=Role.LEAD)
    status = models.CharField("状态", max_length=10, choices=AssignmentStatus.choices, default=AssignmentStatus.OPEN)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="经办人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    assigned_on = models.DateField("分办日期")
    wanted_on = models.DateField("要求答复日期", null=True, blank=True)  # by the centre, before the case's own date
    due_on = models.DateField("应答复日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "分办"
        ordering = ["role", "pk"]  # the one that leads first
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(role=Role.LEAD, status__in=STANDING),
                name="one_unit_leads",
            ),
            models.UniqueConstraint(
                fields=["case", "unit"],
                condition=Q(status__in=STANDING),
                name="a_unit_has_it_once",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "status", "due_on"]),
            models.Index(fields=["answered_on", "id"], name="answers_by_day"),  # lists of what was published
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.unit.short_name}"
