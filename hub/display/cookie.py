from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from hub.cookies import shared_domain
from hub.display.preferences import Display

NAME = "display"
SECONDS = 365 * 24 * 60 * 60


def read(request: HttpRequest) -> Display:
    return Display.parse(request.COOKIES.get(NAME, ""))


def write(request: HttpRequest, response: HttpResponse, display: Display) -> None:
    """Scripts may read it: the toolbar writes the same cookie."""
    domain = shared_domain(request.get_host())
    if display == Display():
        response.delete_cookie(NAME, domain=domain, samesite="Lax")
    else:
        response.set_cookie(
            NAME, str(display), max_age=SECONDS, domain=domain, secure=request.is_secure(), samesite="Lax"
        )
