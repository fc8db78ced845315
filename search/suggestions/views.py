from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from search.enums import Scope
from search.suggestions.lookup import suggestions
from search.usage.limits import rate_limited
from sites.pages.site_group import units_at

SECONDS = 60


@require_safe
@rate_limited("suggest")
def suggest(request: HttpRequest) -> HttpResponse:
    """`?q=` what is typed, `?scope=` as of the search: at most eight texts, each with what it is.

    Asked with nearly every key: two short queries, no session, no template.
    """
    scope = request.GET.get("scope", Scope.SITE)
    found = suggestions(request.GET.get("q", ""), units_at(request), only_own=scope == Scope.SITE)
    rows = [{"text": each.text, "kind": each.kind.value, "label": each.kind.label} for each in found]
    response = JsonResponse({"suggestions": rows}, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
