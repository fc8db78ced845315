"""Media for installs without nginx."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve


def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Copies of pictures that something public shows. What is withdrawn is gone from the caches within the hour."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
