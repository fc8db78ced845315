"""Rich text as it may leave: whatever was stored, and by whatever road, only what the editor offers is shown."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS = {"a", "b", "strong", "i", "em", "sub", "sup", "br", "p", "ol", "ul", "li"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}  # and addresses without one, on the same host
DROPPED_WITH_CONTENT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"}


def cleaned(html: str) -> SafeString:
    """`html` (as Wagtail expands it) as well-formed HTML of the known tags, without handlers, styles or scripts."""
    return mark_safe(  # noqa: S308 - that is what this function makes sure of
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            clean_content_tags=DROPPED_WITH_CONTENT,
            link_rel=None,
            strip_comments=True,
        )
    )
