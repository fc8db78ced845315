"""Admin views of content that is no page: writers keep drafts, send them, and ask for what only leaders decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, extract_panel_definitions_from_model_class
from wagtail.admin.widgets.button import Button
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import EditView, RevisionsCompareView, SnippetViewSet

from hub.double_submission import ALREADY_DONE
from sites.approval.actions import submission_problems
from sites.approval.enums import ASKED_ON_ANYTHING
from sites.approval.models.snippet import ApprovableSnippet
from sites.backoffice.blocked_views import refuse
from sites.backoffice.submissions import ComparedAsInTheInbox, hold, notes_on, refusal
from sites.backoffice.viewsets.own_units import OwnUnitsViewSet, units_written_for
from sites.organisation.models.unit import Unit

# Decided in the inbox, or by nobody.
_SHUT = frozenset(
    {
        "delete", "unpublish", "revisions_unschedule", "lock", "unlock",
        "workflow_action", "collect_workflow_action_data", "workflow_preview",
    }
)  # fmt: skip
# Of Wagtail's action menu: the gate would refuse what they do.
_NOT_OFFERED = frozenset({"action-publish", "action-unpublish", "action-restart-workflow"})


class ApprovableForm(WagtailAdminModelForm):
    """Of something new it asks whose it is; that never changes afterwards."""

    for_unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["for_unit"]
            return
        units = units_written_for(self.for_user)
        self.fields["for_unit"].queryset = units
        if len(units) == 1:
            self.initial["for_unit"] = units[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "for_unit" in self.fields:
            self.instance.unit = cleaned.get("for_unit")
            if self.instance.unit is None and "for_unit" not in self.errors:  # a draft may lack everything else
                self.add_error("for_unit", "请选择单位。")
        return cleaned


class ApprovableEditView(EditView):
    """A draft; what lacks something is a saved draft and a message, and what is under approval is not written over."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is sent is judged by what stands in the database once nobody else is writing."""
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            hold(self.live_object, writes_to_ledger=self.action in ("submit", "cancel-workflow"))
            self.object = self.get_object()
            self.lock = self.get_lock()
            self.locked_for_user = self.lock and self.lock.for_user(request.user)
            for name in ("workflow_state", "current_workflow_task", "latest_revision", "latest_revision_created_at"):
                vars(self).pop(name, None)
            return super().dispatch(request, *args, **kwargs)

    def is_valid(self, form: forms.ModelForm) -> bool:
        if self.locked_for_user and "action-submit" in self.request.POST:
            self.produced_error_code, self.produced_error_message = "locked", ALREADY_DONE
            return False
        if not super().is_valid(form):
            return False
        if self.is_out_of_date:  # an earlier version that is brought back is compared with itself
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = "没有保存：您打开以后，别人保存了新的版本。请打开最新内容再改。"
            return False
        return True

    def submit_action(self) -> HttpResponse | None:
        if problems := submission_problems(self.object, self.request.user):
            messages.error(self.request, refusal(problems))
            self.action = "edit"  # it is saved, and stays open
            return None
        state = self.workflow_state
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.cancel(user=self.request.user)
        self.workflow.start(self.object, self.request.user)
        return None

    def cancel_workflow_action(self) -> None:
        state = self.workflow_state
        if state is not None and state.status in (state.STATUS_IN_PROGRESS, state.STATUS_NEEDS_CHANGES):
            state.cancel(user=self.request.user)
        else:
            messages.info(self.request, "没有撤回：这次送审已经撤回或者审批完毕。")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not self.live_object.live:
            return []
        model = self.model._meta
        return [
            Button(
                f"申请{kind.label}",
                reverse("removals:propose_content", args=[model.app_label, model.model_name, self.object.pk, kind]),
                icon_name="circle-check",
                priority=80 + order,
            )
            for order, kind in enumerate(ASKED_ON_ANYTHING)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **notes_on(self.live_object, self.workflow_state)}


class ApprovableCompareView(ComparedAsInTheInbox, RevisionsCompareView):
    pass


class ApprovableViewSet(OwnUnitsViewSet, SnippetViewSet):
    """For an `ApprovableSnippet` whose app registers a `UnitPolicy`.

    New drafts say their unit; 送审 and 撤回 are those of pages; taking down and deleting are proposals.
    """

    edit_view_class = ApprovableEditView
    edit_template_name = "editing/approvable.html"
    revisions_compare_view_class = ApprovableCompareView
    index_view_class = SnippetViewSet.index_view_class
    list_display = ["__str__", "unit"]
    inspect_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApprovableSnippet]:
        own = self.permission_policy.instances_user_has_any_permission_for(request.user, ["view"])
        return own.select_related("unit")

    def get_edit_handler(self) -> ObjectList:
        panels = [FieldPanel("for_unit"), *extract_panel_definitions_from_model_class(self.model)]
        return ObjectList(panels, base_form_class=ApprovableForm).bind_to_model(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = super().get_urlpatterns()
        for pattern in patterns:
            if pattern.name in _SHUT:
                pattern.callback = refuse
        return patterns

    def register_chooser_viewset(self) -> None:
        """Wagtail's choosers offer everybody's."""


def offer_only_drafts(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """For the hook `construct_snippet_action_menu`."""
    if issubclass(context["model"], ApprovableSnippet):
        menu_items[:] = [item for item in menu_items if item.name not in _NOT_OFFERED]
