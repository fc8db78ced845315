"""Links that editors give: out of the group they lead over the leaving notice, and say so."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from sites.pages.outbound.links import OutboundLink, outbound_link
from sites.website.exit_notice.rich_text import with_marked_links

register = template.Library()


@register.filter
def outward(address: str) -> str:
    """`<a href="{{ address|outward }}">`: empty for an address that leads nowhere good."""
    return outbound_link(str(address or "")).href


@register.simple_tag
def link_to(address: str) -> OutboundLink:
    """`{% link_to address as way %}`: `way.href`, and `way.is_outward` to mark it."""
    return outbound_link(str(address or ""))


@register.filter(is_safe=True)
def marked_links(html: str) -> SafeString:
    """Rich text with its outward links marked; used by wagtailcore/shared/richtext.html, for every rich text."""
    return with_marked_links(str(html))
