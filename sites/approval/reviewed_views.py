"""Forms of rows that the public sees: what is saved waits for a second person, or is reviewed afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from sites.approval.actions import StepRefused
from sites.approval.changes import NothingChanged, propose_change, record_change, waiting_for_word_on
from sites.approval.enums import ChangeKind, Need
from sites.approval.needs import need_of, values_of

SENT = "已提交：{}。由另一人复核后生效，可在“待我审批”中查看。"


def _waits(row: models.Model) -> bool:
    found = need_of(type(row))
    return found is not None and found.need == Need.SECOND


class ReviewedMixin:
    """Of Wagtail's generic views: `kind` of the change that a valid form makes."""

    kind: ChangeKind
    request: HttpRequest
    object: Any

    def propose(self, row: models.Model) -> HttpResponse:
        change = propose_change(self.kind, row, self.request.user)
        messages.success(self.request, SENT.format(change))
        return redirect(self.index_url_name)  # type: ignore[attr-defined]


class ReviewedFormMixin(ReviewedMixin):
    """What cannot be proposed stays in the form."""

    @transaction.atomic
    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        self.form = form
        row = form.instance
        if _waits(row):
            try:
                return self.propose(row)
            except NothingChanged as nothing:
                messages.warning(self.request, str(nothing))
                return redirect(self.index_url_name)  # type: ignore[attr-defined]
            except StepRefused as refused:
                self.produced_error_message = str(refused)
                return self.form_invalid(form)  # type: ignore[attr-defined]
        stored = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
        before = values_of(stored) if stored is not None else {}
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        record_change(self.kind, self.object, before, self.request.user)
        return response


class ReviewedCreateView(ReviewedFormMixin, CreateView):
    kind = ChangeKind.ADD


class ReviewedEditView(ReviewedFormMixin, EditView):
    kind = ChangeKind.CHANGE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (change := waiting_for_word_on(self.get_object())) is not None:
            sentence = "{}提出的修改正在等待复核：<a href='{}'>{}</a>。复核以前不能再提出修改。"
            url = reverse("inbox:change", args=[change.pk])
            messages.warning(request, format_html(sentence, change.proposed_by, url, change))
        return super().get(request, *args, **kwargs)


class ReviewedDeleteMixin(ReviewedMixin):
    kind = ChangeKind.DELETE

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        if self.usage and self.usage.is_protected:  # type: ignore[attr-defined]
            raise PermissionDenied
        if _waits(self.object):
            try:
                return self.propose(self.object)
            except StepRefused as refused:
                messages.error(self.request, str(refused))
                return redirect(self.index_url_name)  # type: ignore[attr-defined]
        record_change(self.kind, self.object, values_of(self.object), self.request.user)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return response


class ReviewedDeleteView(ReviewedDeleteMixin, DeleteView):
    pass


class ReviewedViewSet(ModelViewSet):
    """Of a model of the table of what needs whom (`sites.approval.needs`)."""

    add_view_class = ReviewedCreateView
    edit_view_class = ReviewedEditView
    delete_view_class = ReviewedDeleteView
