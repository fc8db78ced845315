"""An editor asks for a public page to be taken down, deleted, moved or put elsewhere in its order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.models import Page

from sites.approval.actions import StepRefused
from sites.approval.enums import ASKED_ON_A_PAGE, RemovalKind
from sites.approval.extent import extent_of
from sites.approval.order import neighbours
from sites.approval.removals import propose_removal
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.locales import source_locale_id


class ProposalForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )


class MoveProposalForm(ProposalForm):
    """Where to: a site of the group, then one of its columns, in one list grouped by site."""

    destination = forms.ModelChoiceField(label="移到哪个栏目", queryset=ColumnPage.objects.none())
    field_order = ["destination", "reason"]

    def __init__(self, *args: Any, page: GroupPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = ColumnPage.objects.live().filter(locale=source_locale_id()).select_related("unit")
        columns = columns.not_descendant_of(page, inclusive=True).not_parent_of(page)
        # The own site first: there it stays public.
        is_other = Case(When(unit=page.unit_id, then=0), default=1)
        self.fields["destination"].queryset = columns.order_by(is_other, "path")
        self.fields["destination"].label_from_instance = lambda column: f"{column.unit.short_name}：{column.title}"


class OrderProposalForm(ProposalForm):
    neighbour = forms.ModelChoiceField(
        label="排在谁之前", queryset=Page.objects.none(), required=False, empty_label="（排到最后）"
    )
    field_order = ["neighbour", "reason"]

    def __init__(self, *args: Any, page: GroupPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighbour"].queryset = neighbours(page)


def _form_for(kind: str, page: GroupPage, data: Any) -> ProposalForm:
    if kind == RemovalKind.MOVE:
        return MoveProposalForm(data, page=page)
    if kind == RemovalKind.REORDER:
        return OrderProposalForm(data, page=page)
    return ProposalForm(data)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    if kind not in ASKED_ON_A_PAGE:
        raise Http404
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, GroupPage) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    form = _form_for(kind, page, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose_removal(
                page,
                RemovalKind(kind),
                request.user,
                form.cleaned_data["reason"],
                form.cleaned_data.get("destination"),
                form.cleaned_data.get("neighbour"),
            )
        except StepRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "申请已提交，等待本单位领导决定。")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    context = {
        "page": page,
        "kind": RemovalKind(kind),
        "form": form,
        "extent": extent_of(page) if kind != RemovalKind.REORDER else None,
        # What chapter apps know of the consequences: a function `(page, kind) -> list[str]`.
        "hints": [hint for hints_of in hooks.get_hooks("decision_hints") for hint in hints_of(page, kind)],
    }
    return render(request, "removals/propose.html", context)
