"""Media for installs without nginx."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve


def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Renditions only. Originals and documents never leave through /media/: documents have their own checked view."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
