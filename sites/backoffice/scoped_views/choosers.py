"""Wagtail's page chooser offers the pages of all sites (wagtail#1700); ours offers those of one's own units."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views import chooser
from wagtail.admin.views.pages.move import MoveChooseDestinationView

from sites.pages.forms import require_visible_page
from sites.pages.scope import page_policy, sees_everything, visible_pages
from sites.pages.translation.locales import source_locale_id


class ScopedBrowseView(chooser.BrowseView):
    """Begins where the person's own pages begin. Which rows are listed is the chooser hook's part."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if not sees_everything(request.user):
            if parent_page_id is None:
                root = page_policy().explorable_root_instance(request.user)
                parent_page_id = root.pk if root else None
            if parent_page_id is None or not visible_pages(request.user).filter(pk=parent_page_id).exists():
                raise PermissionDenied
        return super().get(request, parent_page_id)


class ScopedChosenMultipleView(chooser.ChosenMultipleView):
    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = {int(pk) for pk in request.GET.getlist("id") if pk.isdecimal()}
        if visible_pages(request.user).filter(pk__in=wanted).count() != len(wanted):
            raise PermissionDenied
        return super().get(request)


class ScopedMoveView(MoveChooseDestinationView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        require_visible_page(request, "new_parent_page")
        super().setup(request, *args, **kwargs)


def only_own_pages(pages: object, request: HttpRequest) -> object:
    """For the hook `construct_page_chooser_queryset`. One points at a source: who reads a variant stays in it."""
    pages = pages.filter(locale=source_locale_id())
    if sees_everything(request.user):
        return pages
    return pages.filter(pk__in=visible_pages(request.user).values("pk"))
