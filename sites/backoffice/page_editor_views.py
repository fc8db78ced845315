"""Wagtail's page editor, taught to refuse without losing what was written: submissions, and forms of an old version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as plain_messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsCompareView, RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Revision, WorkflowState, get_page_models

from hub.double_submission import ALREADY_DONE
from sites.approval.actions import submission_problems
from sites.approval.inbox.differences import compared
from sites.backoffice.submissions import ComparedAsInTheInbox, hold, notes_on, refusal
from sites.pages.models.group_page import GroupPage

LEDGER_ACTIONS = frozenset({"action-submit", "action-cancel-workflow"})


class OutdatedFormRefused(EditView):
    """A form made of a version that is no longer the newest is not saved, whichever button was pressed.

    Wagtail's form says which version it was made of; Wagtail looks at that when the editor saves by itself only.
    """

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        """What is sent is judged by what stands in the database once nobody else is writing at the page."""
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            hold(get_object_or_404(Page, pk=page_id), writes_to_ledger=not LEDGER_ACTIONS.isdisjoint(request.POST))
            return super().dispatch(request, page_id, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.page.alias_of_id or self.expects_json_response or not self.is_out_of_date:
            return super().post(request, *args, **kwargs)
        if self.is_cancelling_workflow:  # frees the page; what an old form holds is not saved with it
            self._bind_form()
            return self.form_invalid(self.form)
        return self._refuse()

    @cached_property
    def is_out_of_date(self) -> bool:
        sent = self.request.POST
        made_of_nothing = sent.get("loaded_revision_id") == "" and not sent.get("overwrite_revision_id")
        return bool(self.latest_revision) if made_of_nothing else super().is_out_of_date

    def _refuse(self) -> HttpResponse:
        newest: Revision = self.latest_revision
        loaded = self._loaded_revision()
        self._bind_form()
        before = self.page if loaded is None else loaded.as_object()
        context = {
            "newest": newest,
            "differences": compared(before, newest.as_object()),
            "is_since_loaded": loaded is not None,
        }
        to_newest = messages.button(self.get_edit_url(), "在新窗口打开最新内容，接着改", new_window=True)
        messages.error(self.request, render_to_string("editing/outdated.html", context), buttons=[to_newest])
        return self.render_to_response(self.get_context_data())

    def _bind_form(self) -> None:
        """The form with what was sent. It stays a form of the old version: sent again it is refused again."""
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        self.form.defer_required_fields()
        self.form.is_valid()
        self.form.restore_required_fields()
        self.has_unsaved_changes = True
        sent = self.request.POST
        loaded = sent.get("overwrite_revision_id") or sent.get("loaded_revision_id", "")
        self.page.latest_revision_id = int(loaded) if loaded.isdecimal() else None
        self.latest_revision_created_at = sent.get("loaded_revision_created_at", "")

    def _loaded_revision(self) -> Revision | None:
        """The version that the form was made of, unless that was written over since: the editor saves by itself."""
        sent = self.request.POST
        own, loaded = sent.get("overwrite_revision_id", ""), sent.get("loaded_revision_id", "")
        key = own or loaded
        found = self.page.revisions.filter(pk=key).first() if key.isdecimal() else None
        if found is None or own:
            return found
        return found if found.created_at.isoformat() == sent.get("loaded_revision_created_at") else None


class SubmissionChecked(EditView):
    """A submission that lacks something is a saved draft and a message."""

    def submit_action(self) -> HttpResponse:
        if problems := submission_problems(self.form.instance, self.request.user):
            response = self.save_action()
            messages.error(self.request, refusal(problems))
            return response
        self._end_returned_round()
        return super().submit_action()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.locked_for_user and "action-submit" in request.POST and not self.is_out_of_date:
            plain_messages.warning(request, ALREADY_DONE)
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        if request.POST.get("action-cancel-workflow") and not self._is_under_approval():
            messages.info(request, "没有撤回：这次送审已经撤回或者审批完毕。")
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        return super().post(request, *args, **kwargs)

    def _is_under_approval(self) -> bool:
        """Wagtail's view takes the last round where none is open."""
        state = self.workflow_state
        return state is not None and state.status in (state.STATUS_IN_PROGRESS, state.STATUS_NEEDS_CHANGES)

    def _end_returned_round(self) -> None:
        """A returned page starts again at the first step: every approver sees the corrected text."""
        state = self.workflow_state
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.cancel(user=self.request.user)
            self.workflow_state = None


class NotesShown(EditView):
    """Why the page came back, until it is sent again; and what the leader has still to decide on it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **notes_on(self.page, self.workflow_state)}


class GroupEditView(NotesShown, SubmissionChecked, OutdatedFormRefused):
    pass


class GroupRevertView(NotesShown, SubmissionChecked, OutdatedFormRefused, RevisionsRevertView):
    """The editor opened with an earlier version: the same buttons, and the same refusals."""


class GroupCompareView(ComparedAsInTheInbox, RevisionsCompareView):
    pass


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
            {
                "model": model,
                "edit_view_class": GroupEditView,
                "add_view_class": GroupCreateView,
                "revisions_compare_view_class": GroupCompareView,
            },
        )()
        for model in models
    ]
