"""Pages that a variant shows in a frame of its own, instead of their template."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from hub.variants.enums import Variant

View = Callable[[Page, HttpRequest], HttpResponse]
_views: dict[Variant, View] = {}


def register_variant_view(variant: Variant, view: View) -> None:
    """Pages whose text is in `variant` are answered by `view`, in previews too."""
    _views[variant] = view


def variant_view(variant: Variant) -> View | None:
    return _views.get(variant)
