"""The admin page from which an abolished or outdated document gets its successor."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from opencat.versions.actions import supersede
from sites.pages.models.article_page import ArticlePage


@require_http_methods(["GET", "POST"])
def supersede_document(request: HttpRequest, page_id: int) -> HttpResponse:
    """Explains, and on POST makes the draft and opens it."""
    document = get_object_or_404(ArticlePage, pk=page_id)
    if not document.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST":
        draft = supersede(document, request.user)
        messages.success(request, f"已建立替代《{document.title}》的草稿，请写正文、填文号后送审。")
        return redirect("wagtailadmin_pages:edit", draft.pk)
    return render(request, "opencat_versions/supersede.html", {"page": document})
