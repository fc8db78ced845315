"""Links that editors give: out of the group they lead over the leaving notice, and say so."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from sites.leaving.outward import Way, way_to
from sites.leaving.rich_text import with_marked_links

register = template.Library()


@register.filter
def outward(address: str) -> str:
    """`<a href="{{ address|outward }}">`: empty for an address that leads nowhere good."""
    return way_to(str(address or "")).href


@register.simple_tag
def link_to(address: str) -> Way:
    """`{% link_to address as way %}`: `way.href`, and `way.is_outward` to mark it."""
    return way_to(str(address or ""))


@register.filter(is_safe=True)
def marked_links(html: str) -> SafeString:
    """Rich text with its outward links marked; used by wagtailcore/shared/richtext.html, for every rich text."""
    return with_marked_links(str(html))
