from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from hub.display.preferences import Display
from hub.variants.addresses import choosing
from hub.variants.enums import Variant


def public_face(request: HttpRequest) -> dict[str, Any]:
    """For public templates: the variant, the addresses that choose another, how the visitor wants the page shown."""
    if request.path.startswith("/admin/"):
        return {}
    # A preview makes its own request, which passes no middleware.
    variant = getattr(request, "variant", Variant.SIMPLIFIED)
    return {
        "variant": variant,
        "twins": [(each, choosing(request, each)) for each in Variant if each != variant],
        # The way back to the source: without the choice in it, who has chosen a variant would be led there again.
        "source_address": lambda: choosing(request, Variant.SIMPLIFIED),
        "display": getattr(request, "display", Display()),
    }
