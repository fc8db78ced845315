from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from wagtail.models import Task, TaskState, WorkflowState

from sites.approval.actions import act_on_step, start_step
from sites.approval.approvers import may_decide
from sites.approval.enums import ApprovalStep
from sites.approval.forms import form_for
from sites.approval.inbox.queue import waiting_for
from sites.approval.models.office_task_state import OfficeTaskState


class OfficeTask(Task):
    """A step that asks for an office, not for a group: whoever holds the office today, or acts for the holder."""

    step = models.CharField("环节", max_length=20, choices=ApprovalStep.choices, unique=True)

    task_state_class = OfficeTaskState

    class Meta:
        verbose_name = "按职责审批"
        verbose_name_plural = "按职责审批"

    def start(self, workflow_state: WorkflowState, user: AbstractBaseUser | None = None) -> TaskState:
        return start_step(self, workflow_state, user)

    def on_action(self, task_state: TaskState, user: AbstractBaseUser, action_name: str, **kwargs: Any) -> None:
        act_on_step(task_state.specific, user, action_name, **kwargs)

    # While it is under approval nobody edits: what the leader reads is what will be published.
    def locked_for_user(self, obj: models.Model, user: AbstractBaseUser) -> bool:
        return True

    def user_can_access_editor(self, obj: models.Model, user: AbstractBaseUser) -> bool:
        return False

    def get_actions(self, obj: models.Model, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        state = obj.current_workflow_task_state
        if not isinstance(state, OfficeTaskState) or not may_decide(user, state):
            return []
        return [("approve", "同意", True), ("reject", "退回", True)]

    def get_form_for_action(self, action: str) -> type:
        return form_for(self.step, action)

    def get_task_states_user_can_moderate(self, user: AbstractBaseUser, **kwargs: Any) -> models.QuerySet[TaskState]:
        ids = waiting_for(user).filter(task=self).values("pk")
        return TaskState.objects.filter(pk__in=ids)

    @classmethod
    def get_description(cls) -> str:
        return "由当日担任相应职责的人（或其代理人）审批"
