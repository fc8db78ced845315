"""For the centre, which keeps the ledger."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from hub.pdf.offer import pdf_is_offered
from sites.approval.audit import audit
from sites.approval.models.ledger_entry import LedgerEntry
from sites.backoffice.audit.find import NotFound, content_at
from sites.backoffice.audit.pdf import audit_pdf, report_context


def may_audit(user: AbstractBaseUser) -> bool:
    return policy_registry.get_by_type(LedgerEntry).user_has_permission(user, "view")


class AuditMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_audit(request.user)


class AuditForm(forms.Form):
    page = forms.CharField(label="网址或编号", max_length=700, help_text="公开页面的网址、页面编号，或 应用.类型:编号")
    day = forms.DateField(
        label="日期", widget=forms.DateInput(attrs={"type": "date"}), error_messages={"invalid": "请填写日期。"}
    )

    def clean_page(self) -> Any:
        try:
            return content_at(self.cleaned_data["page"])
        except NotFound as reason:
            raise forms.ValidationError(str(reason)) from reason

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] > timezone.localdate():
            raise forms.ValidationError("这一天还没有到。")
        return self.cleaned_data["day"]


@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """The form; with its values the report, and with `pdf` in the query the same on paper."""
    if not may_audit(request.user):
        raise PermissionDenied
    form = AuditForm(request.GET if "page" in request.GET else None)
    context: dict[str, Any] = {"form": form, "pdf_is_offered": pdf_is_offered()}
    if form.is_valid():
        content, day = form.cleaned_data["page"], form.cleaned_data["day"]
        found = audit(content, day)
        if "pdf" in request.GET and pdf_is_offered():
            headers = {"Content-Disposition": f'attachment; filename="audit-{content.pk}-{day:%Y-%m-%d}.pdf"'}
            return HttpResponse(audit_pdf(found), content_type="application/pdf", headers=headers)
        context |= report_context(found)
    return render(request, "audit/report.html", context)
