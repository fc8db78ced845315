from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sites.pages.outbound.addresses import is_local, web_address
from sites.pages.outbound.links import is_signed


@require_safe
def exit_notice(request: HttpRequest) -> HttpResponse:
    """Names the site that a link leads to, and waits for the visitor to decide.

    Raises:
        Http404: the address was not signed here. Others cannot send people on with our name on the page.
    """
    target = web_address(request.GET.get("to", ""))
    if target is None or not is_signed(request.GET.get("to", ""), request.GET.get("s", "")):
        raise Http404
    response = render(request, "exit_notice/exit_notice.html", {"target": target, "back": _way_back(request)})
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"  # the other site need not know who read what
    return response


def _way_back(request: HttpRequest) -> str:
    """The page that the visitor came from, when it is on this host; else the home page."""
    referer = web_address(request.headers.get("Referer", ""))
    if referer is None:
        return "/"
    root, url = f"{request.scheme}://{request.get_host()}", referer.url
    path = url.removeprefix(root)
    return path if url.startswith(f"{root}/") and is_local(path) else "/"
