from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from hub.display import cookie
from hub.display.addresses import safe_path
from hub.display.preferences import CHOICES, Display


@csrf_exempt  # nothing is at stake, and a token would set a cookie on every page
@require_http_methods(["GET", "HEAD", "POST"])
def display_settings(request: HttpRequest) -> HttpResponse:
    """The form of all settings; what a form or a link sets is remembered, and leads back to the page it came from."""
    given = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" or given.keys() & {*CHOICES, "reset"}:
        response = HttpResponseRedirect(safe_path(given.get("next", "")))
        cookie.write(request, response, _wanted(request.display, given.dict()))
    elif Site.find_for_request(request) is None:
        raise Http404
    else:
        response = render(request, "display/settings.html")
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _wanted(display: Display, given: dict[str, str]) -> Display:
    """`reset` keeps the mode."""
    return Display(mode=display.mode, keys=display.keys) if "reset" in given else display.changed(given)
