from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from wagtail.models import TaskState

from sites.approval.enums import ApprovalStep
from sites.approval.withdrawals import record_withdrawal
from sites.organisation.models.unit import Unit


class OfficeTaskState(TaskState):
    """One step of one page's approval, with what the inbox asks for stored beside it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    step = models.CharField("环节", max_length=20, choices=ApprovalStep.choices)
    due_on = models.DateField("应完成日期")
    due_explanation = models.TextField("期限说明", blank=True)
    is_urgent = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    # Who wrote, or took an earlier step: does not find it in the inbox and may not decide. It stays as it is while the
    # step is open, because nobody edits meanwhile.
    barred = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        verbose_name = "审批事项"
        verbose_name_plural = "审批事项"
        indexes = [
            models.Index(fields=["unit", "step"], condition=models.Q(is_open=True), name="open_task_by_unit_step")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.is_open = self.status == TaskState.STATUS_IN_PROGRESS
        super().save(*args, **kwargs)

    @classmethod
    def locked(cls, key: int) -> Self:
        """The step as it stands now, until the end of the transaction nobody else's to decide.

        In both its tables: of a row that is joined and not locked PostgreSQL gives what was there before the wait.
        """
        return cls.objects.select_for_update(of=("self", "taskstate_ptr")).get(pk=key)

    @transaction.atomic
    def cancel(self, user: AbstractBaseUser | None = None, resume: bool = False, comment: str = "") -> TaskState:
        self.status = self.locked(self.pk).status
        if self.status == TaskState.STATUS_CANCELLED:  # pressed twice: there is one withdrawal
            return self
        record_withdrawal(self, user)
        return super().cancel(user=user, resume=resume, comment=comment)
