"""How public templates show and offer the display's modes."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from hub.cookies import shared_domain
from hub.display.addresses import display_url as url_that_sets
from hub.display.addresses import return_path
from hub.display.preferences import CHOICES, Display

register = template.Library()


@register.simple_tag(takes_context=True)
def display_url(context: dict[str, Any], **settings: str) -> str:
    """`{% display_url mode="elder" %}`: a link to this page in that mode; without settings, to the form of all."""
    return url_that_sets(context.get("request"), **settings)


@register.simple_tag(takes_context=True)
def display_next(context: dict[str, Any]) -> str:
    """Where a form that sets the display leads back to."""
    return return_path(context.get("request"))


@register.simple_tag(takes_context=True)
def display_attributes(context: dict[str, Any]) -> SafeString:
    """The data attributes of <html> that display.css goes by."""
    display = context.get("display") or Display()
    return format_html_join("", ' data-{}="{}"', display.attributes.items())


@register.simple_tag
def display_choices(name: str) -> list[tuple[str, str]]:
    """(value, label) of each thing that a setting can be."""
    return CHOICES[name].choices


@register.simple_tag(takes_context=True)
def display_form_attributes(context: dict[str, Any]) -> SafeString:
    """What scripts need to change the display as the server would: defaults, steps of the text, the cookie's domain."""
    display, request = context.get("display") or Display(), context.get("request")
    defaults = {name: str(getattr(Display(), name)) for name in CHOICES}
    data = {
        "defaults": ".".join(f"{name}:{value}" for name, value in defaults.items() if name != "mode"),
        "sizes": " ".join(display.sizes),
        "domain": (shared_domain(request.get_host()) if request else None) or "",
    }
    return format_html_join("", ' data-{}="{}"', data.items())
