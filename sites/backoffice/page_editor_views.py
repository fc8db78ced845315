"""Wagtail's page editor, taught to refuse a submission without losing what was written."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import WorkflowState, get_page_models

from sites.approval.actions import submission_problems
from sites.pages.models.group_page import GroupPage


def refusal(problems: list[str]) -> str:
    return "草稿已保存，但不能送审：" + "".join(problems)


class GroupEditView(EditView):
    def submit_action(self) -> HttpResponse:
        if problems := submission_problems(self.form.instance, self.request.user):
            response = self.save_action()
            messages.error(self.request, refusal(problems))
            return response
        with transaction.atomic():
            self._end_returned_round()
            return super().submit_action()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_cancelling_workflow:
            return super().post(request, *args, **kwargs)
        with transaction.atomic():
            submission = WorkflowState.objects.select_for_update(of=("self",)).get(pk=self.workflow_state.pk)
            if submission.status not in {WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES}:
                messages.info(request, "没有撤回：这次送审已经撤回或者审批完毕。")
                return redirect("wagtailadmin_pages:edit", self.page.pk)
            return super().post(request, *args, **kwargs)

    def _end_returned_round(self) -> None:
        """A returned page starts again at the first step: every approver sees the corrected text."""
        state = self.workflow_state
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.cancel(user=self.request.user)
            self.workflow_state = None


class GroupCreateView(CreateView):
    def submit_action(self) -> HttpResponse:
        page: GroupPage = self.form.save(commit=False)
        page.unit = self.parent_page.specific_deferred.unit
        page.parent_column = self.parent_page
        if problems := submission_problems(page, self.request.user):
            response = self.save_action()
            messages.error(self.request, refusal(problems))
            return response
        return super().submit_action()


def page_viewsets() -> list[PageViewSet]:
    """One viewset for each page type: Wagtail looks them up by the type that an editor opens or adds."""
    models = [model for model in get_page_models() if issubclass(model, GroupPage)]
    return [
        type(
            f"{model.__name__}ViewSet",
            (PageViewSet,),
            {"model": model, "edit_view_class": GroupEditView, "add_view_class": GroupCreateView},
        )()
        for model in models
    ]
