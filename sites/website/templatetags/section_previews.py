from __future__ import annotations

from django import template

from sites.pages.home_content import HomeContent, public_pages
from sites.pages.models.portal_home_page import PortalHomePage

register = template.Library()


@register.simple_tag
def sample_home_content() -> HomeContent | None:
    """For previews of single sections in the admin: what the portal shows to everybody."""
    portal = public_pages(PortalHomePage).first()
    return HomeContent(portal) if portal else None
