from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hub import caching
from hub.models.sent_file import SentFile
from hub.sent_files.actions import keep, read
from hub.sent_files.kinds import KINDS
from hub.sent_files.quota import takes_files
from hub.sent_files.responses import file_response
from sites.pages.listing import PAGE_SIZE, page_of
from sites.pages.public_content import content_of
from sites.pages.site_group import units_at
from tests.testapp.forms import TellForm
from tests.testapp.models.tree import Tree


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The trees of the site's unit, and of the channels below it."""
    content, units = content_of(Tree), units_at(request)
    trees = content.public_of(units)
    key = f"trees:{'-'.join(map(str, sorted(units)))}"
    context = {
        "content": content,
        "pages": page_of(request, trees, PAGE_SIZE),
        "total": caching.get_or_set(key, trees.count, 300, tags=("trees",)),
    }
    return render(request, "testapp/trees.html", context)


@require_safe
def tree(request: HttpRequest, key: int) -> HttpResponse:
    content = content_of(Tree)
    found = get_object_or_404(content.public_of(units_at(request)), pk=key)
    return render(request, "testapp/tree.html", {"content": content, "tree": found})


@takes_files
def tell(request: HttpRequest) -> HttpResponse:
    """What somebody has seen of a tree, with pictures."""
    form = TellForm(request.POST or None, request.FILES or None, request=request)
    if form.is_valid():
        for taken in form.taken:
            keep(taken, seal=backwards)
        return redirect("testapp:told")
    return render(request, "testapp/tell.html", {"form": form})


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    return render(request, "testapp/told.html")


def backwards(content: bytes) -> bytes:
    """In the place of a key."""
    return content[::-1]


@require_safe
def file(request: HttpRequest, key: int) -> HttpResponse:
    found = get_object_or_404(SentFile, pk=key)
    content = read(found, unseal=backwards)
    return file_response(content, found.name, KINDS[found.kind], inline="show" in request.GET)
