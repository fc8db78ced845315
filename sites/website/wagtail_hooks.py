"""Where the public website meets Wagtail: which files are served, and what the centre manages of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from sites.website.documents import may_be_served
from sites.website.elder_navigation import column_tasks
from sites.website.notices.viewsets import SiteNoticeViewSet

hooks.register("elder_tasks", column_tasks)


@hooks.register("register_admin_viewset")
def register_notices() -> ViewSet:
    return SiteNoticeViewSet()


@hooks.register("before_serve_document")
def check_document(document: Any, request: HttpRequest) -> HttpResponse | None:
    if not may_be_served(document, request):
        raise Http404
    return None
