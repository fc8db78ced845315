from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from hub.proof_of_work.challenges import new_challenge
from hub.rate_limits import seconds_to_wait


@require_safe
def challenge(request: HttpRequest) -> JsonResponse:
    """A challenge for one form; 429 where one address asks for too many."""
    seconds = seconds_to_wait(request, "proof-of-work", settings.PROOF_OF_WORK_RATE)
    if seconds:
        response = JsonResponse({"detail": f"请等 {seconds} 秒再试。"}, status=429, headers={"Retry-After": seconds})
    else:
        response = JsonResponse(new_challenge())
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
