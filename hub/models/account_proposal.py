from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hub.accounts.enums import ProposalOutcome
from hub.models.two_people import ByTwoPeople

# A proposal that nobody has decided on by then is void.
LONGEST_WAIT = timedelta(days=14)


class AccountProposalQuerySet(models.QuerySet["AccountProposal"]):
    def waiting(self) -> Self:
        return self.filter(outcome=ProposalOutcome.WAITING, proposed_at__gt=timezone.now() - LONGEST_WAIT)

    def to_confirm(self) -> Self:
        """What waits, and what the first two accounts have still to confirm to each other."""
        return self.waiting() | self.filter(outcome=ProposalOutcome.FOUNDING)


class AccountProposal(ByTwoPeople):
    """A change of somebody's account or office. What `kind` does with `values` is said by the app that registers it."""

    repeats_text = True  # hub.text_fields: forms have checked it, and its taking effect does once more

    kind = models.CharField("事项", max_length=40)
    # None while the account does not exist.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="proposals", verbose_name="用户"
    )
    subject = models.CharField("对象", max_length=300)
    summary = models.TextField("内容")
    values = models.JSONField("改为", default=dict)
    before = models.JSONField("原为", default=dict)
    reason = models.CharField("不同意的理由", max_length=200, blank=True)
    outcome = models.CharField(
        "结果", max_length=20, choices=ProposalOutcome.choices, default=ProposalOutcome.WAITING, db_index=True
    )

    objects = AccountProposalQuerySet.as_manager()

    class Meta(ByTwoPeople.Meta):
        verbose_name = "账号与任职申请"
        verbose_name_plural = "账号与任职申请"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="account_proposal_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[ProposalOutcome.DONE, ProposalOutcome.REFUSED]) | Q(decided_by__isnull=False),
                name="account_proposal_has_decider",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
