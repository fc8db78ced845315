"""The variant that a visitor has chosen, remembered over the group's hosts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.encoding import escape_uri_path

from hub.cookies import shared_domain
from hub.variants.addresses import CHOICE, has_twin, in_variant
from hub.variants.enums import Variant

YEAR = 365 * 24 * 3600
# Pages that are worth showing in the chosen variant: those that people read, errors among them.
READ = frozenset((200, 403, 404, 410))


def take_choice(request: HttpRequest, path: str) -> HttpResponse | None:
    """The answer to an address that makes a choice: the page without it, in the variant chosen. None for others."""
    if request.method not in ("GET", "HEAD") or CHOICE not in request.GET or not has_twin(path):
        return None
    chosen = _variant(request.GET.get(CHOICE))
    if chosen is None:
        return None
    query = request.GET.copy()
    del query[CHOICE]
    response = redirect(in_variant(path, chosen), query.urlencode())
    add_never_cache_headers(response)
    remember(request, response, chosen)
    return response


def lead_by_choice(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Leads who has chosen another variant from the source's page to it; `response` for everybody else."""
    if CHOICE not in request.COOKIES or request.method != "GET" or not has_twin(request.path):
        return response
    chosen = _variant(request.COOKIES[CHOICE])
    is_page = not response.streaming and response.status_code in READ
    is_page = is_page and response.headers.get("Content-Type", "").startswith("text/html")
    if chosen is None or chosen == Variant.SIMPLIFIED or not is_page:
        return response
    led = redirect(in_variant(request.path, chosen), request.META.get("QUERY_STRING", ""))
    add_never_cache_headers(led)
    patch_vary_headers(led, ["Cookie"])
    return led


def remember(request: HttpRequest, response: HttpResponse, variant: Variant) -> None:
    """Sets the cookie; forgets it for the variant that needs none."""
    domain = shared_domain(request.get_host())
    if variant == Variant.SIMPLIFIED:
        response.delete_cookie(CHOICE, domain=domain, samesite="Lax")
        return
    response.set_cookie(
        CHOICE, variant.value, max_age=YEAR, domain=domain, secure=request.is_secure(), httponly=True, samesite="Lax"
    )


def redirect(path: str, query: str = "", keep_method: bool = False) -> HttpResponseRedirect:
    address = escape_uri_path(path)
    return HttpResponseRedirect(f"{address}?{query}" if query else address, preserve_request=keep_method)


def _variant(code: str | None) -> Variant | None:
    return Variant(code) if code in Variant.values else None
