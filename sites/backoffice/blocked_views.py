"""Doors of Wagtail's that nobody needs here, or that do not ask for the right to the page they are about."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.workflow import ConfirmWorkflowCancellationView
from wagtail.models import Page


def refuse(request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
    raise PermissionDenied


def confirm_cancellation(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Whether a page is under approval is told to its own editors only."""
    if not get_object_or_404(Page, pk=page_id).permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return ConfirmWorkflowCancellationView.as_view()(request, page_id=page_id)
