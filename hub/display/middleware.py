from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from hub.display import cookie
from hub.display.markup import without_pictures
from hub.display.preferences import Display, Switch
from hub.display.site_group import PARAMETER, links_carrying
from hub.variants.addresses import WITHOUT_TWIN


class DisplayMiddleware:
    """Gives every request `request.display`; `?display=elder` sets it, on any public URL.

    Nothing further in sees that parameter, so that canonical URLs, page numbers and links stay without it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.display = Display()
        if request.path.startswith(WITHOUT_TWIN):
            return self.get_response(request)
        asked = _taken(request)
        request.display = cookie.read(request) if asked is None else Display.parse(asked)
        response = self.get_response(request)
        if asked is not None and not response.cookies.get(cookie.NAME):
            cookie.write(request, response, request.display)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
            _adapt(request, response)
        return response


def _taken(request: HttpRequest) -> str | None:
    """The value of the parameter, which is taken off the request."""
    if PARAMETER not in request.GET:
        return None
    query = request.GET.copy()
    value = query.pop(PARAMETER)[-1]
    request.GET = query
    request.META["QUERY_STRING"] = query.urlencode()
    return value


def _adapt(request: HttpRequest, response: HttpResponse) -> None:
    """What a style sheet cannot do: pictures as their text, and links to hosts that do not share the cookie."""
    if response.streaming or request.display == Display():
        return
    text = response.content.decode(response.charset)
    if request.display.pictures == Switch.OFF:
        text = without_pictures(text)
    response.content = links_carrying(text, request.display, request.get_host())
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
