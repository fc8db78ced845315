from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hub.accounts.enums import ResetOutcome
from hub.models.two_people import ByTwoPeople

# A proposal that nobody has confirmed by then is void.
LONGEST_WAIT = timedelta(days=3)


class FactorResetQuerySet(models.QuerySet["FactorReset"]):
    def waiting(self) -> Self:
        return self.filter(outcome=ResetOutcome.WAITING, proposed_at__gt=timezone.now() - LONGEST_WAIT)


class FactorReset(ByTwoPeople):
    """A lost second factor: one person proposes to take it off an account, another one decides."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="factor_resets", verbose_name="用户"
    )
    reason = models.CharField("原因", max_length=200)
    outcome = models.CharField(
        "结果", max_length=20, choices=ResetOutcome.choices, default=ResetOutcome.WAITING, db_index=True
    )

    objects = FactorResetQuerySet.as_manager()

    class Meta(ByTwoPeople.Meta):
        verbose_name = "重置二次验证"
        verbose_name_plural = "重置二次验证"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="factor_reset_by_two_people",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
