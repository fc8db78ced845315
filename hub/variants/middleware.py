from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hub.variants.addresses import has_twin, split_variant
from hub.variants.choice import lead_by_choice, redirect, take_choice
from hub.variants.enums import Variant
from hub.variants.responses import to_variant

# A script or region that somebody made up, or wrote in another case: /zh-tw/, /zh-Hant-HK/, /EN/.
NOT_A_VARIANT = re.compile(r"/((?:zh|en)(?:-[a-z0-9]{2,8}){0,2})(/.*)?", re.IGNORECASE | re.DOTALL)


class VariantMiddleware:
    """Takes the variant off the path, so that everything further in sees the source's path, and `request.variant`.

    On the way out, the response is put into the variant.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.path_info
        request.variant, path = split_variant(asked)
        answer = self._elsewhere(request, asked, path) or take_choice(request, path)
        if answer is not None:
            return answer
        request.path = request.path_info = path
        response = self.get_response(request)
        if request.variant != Variant.SIMPLIFIED:
            return to_variant(request, response)
        if (
            response.status_code == 404
            and request.method in ("GET", "HEAD")
            and (found := NOT_A_VARIANT.fullmatch(asked))
        ):
            return self._known_variant(request, *found.groups(default="/"))
        return lead_by_choice(request, response)

    def _elsewhere(self, request: HttpRequest, asked: str, path: str) -> HttpResponse | None:
        """Addresses in a variant that have a better one: files and the admin have no twin, and homes end in a slash."""
        if request.variant == Variant.SIMPLIFIED or (has_twin(path) and asked != request.variant.prefix):
            return None
        better = f"{asked}/" if has_twin(path) else path
        return redirect(better, request.META.get("QUERY_STRING", ""), keep_method=request.method not in ("GET", "HEAD"))

    def _known_variant(self, request: HttpRequest, code: str, rest: str) -> HttpResponse:
        """The address that was meant: the source's for an unknown code, the variant's for one in another case."""
        variant, path = split_variant(f"/{code.lower()}{rest}")
        if variant == Variant.SIMPLIFIED:
            path = "/" + rest.lstrip("/")
        return redirect(f"{variant.prefix}{path}", request.META.get("QUERY_STRING", ""))
