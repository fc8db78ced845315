"""Redirects lead anywhere without a word, so Wagtail's own forms put them before a second person."""

from __future__ import annotations

from wagtail.contrib.redirects import views

from sites.approval.enums import ChangeKind
from sites.approval.reviewed_views import ReviewedDeleteMixin, ReviewedFormMixin


class RedirectCreateView(ReviewedFormMixin, views.CreateView):
    kind = ChangeKind.ADD


class RedirectEditView(ReviewedFormMixin, views.EditView):
    kind = ChangeKind.CHANGE


class RedirectDeleteView(ReviewedDeleteMixin, views.DeleteView):
    pass
