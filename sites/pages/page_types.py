"""Page types by what their classes say of themselves (`GroupPage`), so that a new one stands in no list."""

from __future__ import annotations

from wagtail.models import Page, get_page_models


def page_types(attribute: str) -> list[type[Page]]:
    """Those whose class has `attribute` set: "is_in_sitemap", "is_home"."""
    return [model for model in get_page_models() if getattr(model, attribute, False)]
