from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from sites.website.api.endpoints import api
from sites.website.api.errors import error


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What can be asked, for people; made from the OpenAPI document."""
    if Site.find_for_request(request) is None:
        raise Http404
    schema = api.get_openapi_schema()
    endpoints = [{"path": path, **methods["get"]} for path, methods in schema["paths"].items()]
    return render(request, "api/index.html", {"endpoints": endpoints, "about": schema["info"]})


def unknown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    return error(404, "没有这个接口。")
