"""Proposals that a category does not apply to a unit: made, listed, decided."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from opencat.coverage import actions
from opencat.coverage.matrix import load_matrix
from opencat.coverage.views import PAGE_SIZE, unit_to_see
from opencat.enums import ExemptionStatus
from opencat.models import Category, CoverageExemption
from opencat.permissions import may_write_for, own_units


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：本单位没有行政审批职能",
        error_messages={"required": "请写明理由。"},
    )


class CommentForm(forms.Form):
    """What is said to a proposal; the actions know when it must be said."""

    comment = forms.CharField(label="意见", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


@require_GET
def exemptions(request: HttpRequest) -> HttpResponse:
    """What waits, then what holds, then what is over."""
    units = own_units(request)
    rows = CoverageExemption.objects.select_related("unit", "category", "proposed_by", "decided_by")
    if units is not None:
        rows = rows.filter(unit__in=units)
    over = rows.exclude(status__in=[ExemptionStatus.WAITING, ExemptionStatus.APPROVED])
    context = {
        "waiting": list(rows.filter(status=ExemptionStatus.WAITING).order_by("proposed_at")),
        "approved": list(rows.filter(status=ExemptionStatus.APPROVED)),
        "over": Paginator(over, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "coverage/exemptions.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, unit_id: int, code: str) -> HttpResponse:
    unit = unit_to_see(request, unit_id)
    if not may_write_for(request.user, unit):
        raise PermissionDenied
    category = get_object_or_404(Category, code=code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_exemption(unit, category, request.user, form.cleaned_data["reason"])
        except actions.ExemptionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "申请已提交，等待市网络信息中心决定。")
            return redirect("coverage:unit", unit.pk)
    return render(request, "coverage/propose.html", {"unit": unit, "category": category, "form": form})


@require_http_methods(["GET", "POST"])
def exemption(request: HttpRequest, exemption_id: int) -> HttpResponse:
    """One proposal: decided by the centre, taken back or ended by the unit or the centre."""
    rows = CoverageExemption.objects.select_related("unit", "category", "proposed_by", "decided_by")
    found = get_object_or_404(rows, pk=exemption_id)
    unit = unit_to_see(request, found.unit_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = _carry_out(request, found, form.cleaned_data["comment"])
        except actions.ExemptionRefused as refused:
            form.add_error("comment", str(refused))
        else:
            messages.success(request, f"{done}：{done.get_status_display()}")
            return redirect("coverage:exemptions")
    row = next(iter(load_matrix({unit.pk}).rows), None)
    context = {
        "exemption": found,
        "cell": row.cell(found.category.code) if row else None,
        "form": form,
        "may_decide": found.status == ExemptionStatus.WAITING and actions.may_decide(request.user, found),
        "may_withdraw": found.status == ExemptionStatus.WAITING and may_write_for(request.user, unit),
        "may_end": found.status == ExemptionStatus.APPROVED and may_write_for(request.user, unit),
    }
    return render(request, "coverage/exemption.html", context)


def _carry_out(request: HttpRequest, found: CoverageExemption, comment: str) -> CoverageExemption:
    action = request.POST.get("action")
    if action in {"approve", "refuse"}:
        return actions.decide_exemption(found, request.user, approve=action == "approve", comment=comment)
    if action == "withdraw":
        return actions.withdraw_exemption(found, request.user)
    if action == "end":
        return actions.end_exemption(found, request.user, comment)
    raise actions.ExemptionRefused("请选择要做的事。")
