from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sites.pages.listing import PAGE_SIZE, page_of
from sites.pages.public_content import content_of
from sites.pages.site_group import units_at
from tests.testapp.models.tree import Tree


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The trees of the site's unit, and of the channels below it."""
    pages = page_of(request, content_of(Tree).public_of(units_at(request)), PAGE_SIZE)
    return render(request, "testapp/trees.html", {"pages": pages})


@require_safe
def tree(request: HttpRequest, key: int) -> HttpResponse:
    found = get_object_or_404(content_of(Tree).public_of(units_at(request)), pk=key)
    return render(request, "testapp/tree.html", {"tree": found})
