from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.counting.visitors import counts_once
from sites.website.reading.buffer import buffer


@csrf_exempt  # a beacon carries no token; it reads nothing and only adds one to a count
@require_POST
def reading(request: HttpRequest, page_id: str) -> HttpResponse:
    """Takes a reading from the page's script. The answer never says whether it counted; the body is not read."""
    key = int(page_id)
    if counts_once(request, "reading", key):
        buffer.add(key)
    response = HttpResponse(status=204)
    response.headers["Cache-Control"] = "no-store"
    return response
