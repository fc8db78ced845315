"""An editor asks for something public to be taken down, deleted, moved or put elsewhere in its order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from sites.approval.actions import StepRefused
from sites.approval.enums import ASKED_ON_A_PAGE, ASKED_ON_ANYTHING, RemovalKind
from sites.approval.extent import extent_of
from sites.approval.models.content import ApprovableContent
from sites.approval.models.snippet import ApprovableSnippet
from sites.approval.order import neighbours
from sites.approval.removals import may_edit, propose_removal
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
    page = get_object_or_404(Page, pk=page_id).specific
    if kind not in ASKED_ON_A_PAGE:
        raise Http404
    if not isinstance(page, GroupPage):
        raise PermissionDenied
    back = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    return _propose(request, page, kind, reverse("wagtailadmin_pages:edit", args=[page.pk]), back)


@require_http_methods(["GET", "POST"])
def propose_content(request: HttpRequest, app_label: str, model_name: str, content_id: int, kind: str) -> HttpResponse:
    """Of what is no page, and has no place."""
    content_type = get_object_or_404(ContentType, app_label=app_label, model=model_name)
    model = content_type.model_class()
    if model is None or not issubclass(model, ApprovableSnippet) or kind not in ASKED_ON_ANYTHING:
        raise Http404
    content = get_object_or_404(model, pk=content_id)
    edit_url = AdminURLFinder(request.user).get_edit_url(content) or reverse("wagtailadmin_home")
    return _propose(request, content, kind, edit_url, edit_url)


def _propose(
    request: HttpRequest, content: ApprovableContent, kind: str, edit_url: str, success_url: str
) -> HttpResponse:
    if not may_edit(request.user, content):
        raise PermissionDenied
    form = _form_for(kind, content, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose_removal(
                content,
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
            return redirect(success_url)
    context = {
        "content": content,
        "edit_url": edit_url,
        "kind": RemovalKind(kind),
        "form": form,
        "extent": extent_of(content) if isinstance(content, Page) and kind != RemovalKind.REORDER else None,
        # What chapter apps know of the consequences: a function `(content, kind) -> list[str]`.
        "hints": [hint for hints_of in hooks.get_hooks("decision_hints") for hint in hints_of(content, kind)],
    }
    return render(request, "removals/propose.html", context)
