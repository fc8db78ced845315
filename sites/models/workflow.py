from __future__ import annotations

from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from wagtail.models import Task, TaskState, WorkflowState

from sites.enums import ApprovalStep
from sites.models.unit import Unit


class OfficeTaskState(TaskState):
    """One step of one page's approval, with what the inbox asks for stored beside it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    step = models.CharField("环节", max_length=20, choices=ApprovalStep.choices)
    due_on = models.DateField("应完成日期")
    due_explanation = models.TextField("期限说明", blank=True)
    is_urgent = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)

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
        from sites.approval.actions import record_withdrawal

        self.status = self.locked(self.pk).status
        if self.status == TaskState.STATUS_CANCELLED:  # pressed twice: there is one withdrawal
            return self
        record_withdrawal(self, user)
        return super().cancel(user=user, resume=resume, comment=comment)


class OfficeTask(Task):
    """A step that asks for an office, not for a group: whoever holds the office today, or acts for the holder."""

    step = models.CharField("环节", max_length=20, choices=ApprovalStep.choices, unique=True)

    task_state_class = OfficeTaskState

    class Meta:
        verbose_name = "按职责审批"
        verbose_name_plural = "按职责审批"

    def start(self, workflow_state: WorkflowState, user: AbstractBaseUser | None = None) -> TaskState:
        from sites.approval.actions import start_step

        return start_step(self, workflow_state, user)

    def on_action(self, task_state: TaskState, user: AbstractBaseUser, action_name: str, **kwargs: Any) -> None:
        from sites.approval.actions import act_on_step

        act_on_step(task_state.specific, user, action_name, **kwargs)

    # While it is under approval nobody edits: what the leader reads is what will be published.
    def locked_for_user(self, obj: models.Model, user: AbstractBaseUser) -> bool:
        return True

    def user_can_access_editor(self, obj: models.Model, user: AbstractBaseUser) -> bool:
        return False

    def get_actions(self, obj: models.Model, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        from sites.approval.approvers import may_decide

        state = obj.current_workflow_task_state
        if not isinstance(state, OfficeTaskState) or not may_decide(user, state):
            return []
        return [("approve", "同意", True), ("reject", "退回", True)]

    def get_form_for_action(self, action: str) -> type:
        from sites.approval.forms import form_for

        return form_for(self.step, action)

    def get_task_states_user_can_moderate(self, user: AbstractBaseUser, **kwargs: Any) -> models.QuerySet[TaskState]:
        from sites.inbox.queue import waiting_for

        ids = waiting_for(user).filter(task=self).values("pk")
        return TaskState.objects.filter(pk__in=ids)

    @classmethod
    def get_description(cls) -> str:
        return "由当日担任相应职责的人（或其代理人）审批"
