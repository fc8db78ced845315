"""A page that is dragged to another place in a list of the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.ordering import SetPagePositionView
from wagtail.models import Page

from sites.approval.actions import StepRefused
from sites.approval.gate import ORDER_REFUSAL
from sites.approval.models.content import ApprovableContent
from sites.approval.order import is_decided, neighbours
from sites.approval.removals import leads, reorder_directly


class GroupPositionView(SetPagePositionView):
    """Of what is public a leader of the unit decides by doing it; whoever else may edit reads how to ask for it."""

    def post(self, request: HttpRequest, page_to_move_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_to_move_id).specific
        if not isinstance(page, ApprovableContent) or not is_decided(page):
            return super().post(request, page_to_move_id, *args, **kwargs)
        if leads(request.user, page) is None:
            if not page.get_parent().permissions_for_user(request.user).can_reorder_children():
                raise PermissionDenied
            return _refusal(request, ORDER_REFUSAL)
        try:
            reorder_directly(page, _next_public(page, request.GET.get("position", "")), request.user)
        except StepRefused as refused:
            return _refusal(request, str(refused))
        return HttpResponse("")


def _refusal(request: HttpRequest, words: str) -> HttpResponse:
    """Read on the next page: the list itself says only that it did not work."""
    messages.error(request, words)
    return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8")


def _next_public(page: Page, position: str) -> Page | None:
    """The first public one behind the place `position` among the pages beside it, drafts counted; None for the end."""
    beside = list(page.get_parent().get_children().exclude(pk=page.pk))
    behind = {each.pk for each in beside[int(position) :]} if position[:9].isdecimal() else set()
    return neighbours(page).filter(pk__in=behind).first()
