"""Parts that do not depend on the page: made once, and anew when the site group has changed."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.models import Site

from sites.pages.navigation import current_home, site_group_navigation
from sites.pages.site_group import group_of

register = template.Library()


@register.simple_tag(takes_context=True)
def part_of_site(context: dict[str, Any], name: str) -> SafeString:
    """`{% part_of_site "components/footer.html" %}`: the same on all pages of a site, in each mode and script.

    The template gets `site_home`, and `request` for the tags that make addresses; of the page it learns nothing.
    """
    request: HttpRequest = context["request"]
    home, site = current_home(request), Site.find_for_request(request)
    key = (name, home and home.pk, site and site.pk)  # a channel has other addresses seen from another host
    values = {"site_home": home, "request": request}
    return group_of(request).once(key, lambda: render_to_string(name, values))


@register.simple_tag(takes_context=True)
def part_of_group(context: dict[str, Any], name: str) -> SafeString:
    """`{% part_of_group "components/group_navigation.html" %}`: the same on all sites. The template gets `sections`."""
    request: HttpRequest = context["request"]
    return group_of(request).once(name, lambda: render_to_string(name, {"sections": site_group_navigation(request)}))
