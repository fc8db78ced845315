"""The answer 409 where a picture or document is in use: which contents use it, and what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from wagtail.admin.admin_url_finder import AdminURLFinder

from sites.approval.shown_files import FileInUse
from sites.backoffice.files_in_use.addresses import new_version_url
from sites.backoffice.files_in_use.new_version import may_replace

ADMIN = "/admin/"


class FileInUseMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, FileInUse) or not request.path.startswith(ADMIN):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest" or not request.accepts("text/html"):
            return JsonResponse({"success": False, "error_message": str(exception)}, status=409)
        return render(request, "media/in_use.html", _context(request, exception), status=409)


def _context(request: HttpRequest, refused: FileInUse) -> dict[str, Any]:
    """Contents of other units are counted, never named: what waits there is not public."""
    find = AdminURLFinder(request.user)
    own = [(content, url) for content in refused.contents if (url := find.get_edit_url(content))]
    return {
        "file": refused.file,
        "own": own,
        "others": len(refused.contents) - len(own),
        "new_version_url": new_version_url(refused.file) if may_replace(request.user, refused.file) else "",
    }
