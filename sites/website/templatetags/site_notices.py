"""The banner over every public page, and the attribute that turns pages grey."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from sites.website.notices.current import is_mourning, notices_for

register = template.Library()


@register.inclusion_tag("components/site_notices.html", takes_context=True)
def site_notices(context: dict[str, Any]) -> dict[str, Any]:
    """What is on now for this site, each with something to read."""
    request: HttpRequest | None = context.get("request")
    return {"notices": [notice for notice in notices_for(request) if notice.message] if request else []}


@register.simple_tag(takes_context=True)
def mourning_attribute(context: dict[str, Any]) -> SafeString:
    """`<html lang="…"{% mourning_attribute %}>`: the style sheet shows the page in grey."""
    request: HttpRequest | None = context.get("request")
    return mark_safe(" data-mourning") if request and is_mourning(request) else SafeString("")
