from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from search.folding import forms

register = template.Library()


@register.filter
def highlight(text: str, terms: list[str]) -> SafeString:
    """`text`, escaped, with every term in <mark>."""
    found = sorted({form for term in terms for form in forms(term)}, key=len, reverse=True)
    if not found:
        return conditional_escape(text)
    # Split with a group: what was found stands at the odd places.
    parts = re.split(f"({'|'.join(map(re.escape, found))})", str(text), flags=re.IGNORECASE)
    marked = [
        format_html("<mark>{}</mark>", part) if at % 2 else conditional_escape(part) for at, part in enumerate(parts)
    ]
    return mark_safe("".join(marked))  # noqa: S308 (every part is escaped above)
