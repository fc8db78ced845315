from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, Workflow, WorkflowMixin

from sites.approval.digest import NOT_CONTENT
from sites.approval.models.content import ApprovableContent
from sites.approval.workflows import workflow_for


class ApprovableSnippet(
    ApprovableContent, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin
):
    """Content that is no page and becomes public as pages do: same offices, same inbox, same gate, same ledger.

    A model says its fields, `panels` and `__str__`, and stores its `unit` before the first revision. The public may be
    shown those that are `live`, and of them what is in their columns, never a revision.
    """

    live = models.BooleanField("公开", default=False, editable=False)  # a draft until it is approved

    class Meta:
        abstract = True

    def get_workflow(self) -> Workflow | None:
        return workflow_for(self)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """What every field says, by its label; a model with a public face names the template of that."""
        return "inbox/fields.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "fields": self.written_fields()}

    def written_fields(self) -> list[tuple[str, Any]]:
        """(label, value) of what people wrote and is approved."""
        fields = [
            field
            for field in self._meta.concrete_fields
            if field.editable and field.name not in NOT_CONTENT and field.name not in self.unversioned_fields
        ]
        return [(str(field.verbose_name), self._readable(field)) for field in fields]

    def _readable(self, field: models.Field[Any, Any]) -> Any:
        display = getattr(self, f"get_{field.name}_display", None)
        return display() if display else getattr(self, field.name)
