from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_group_name() -> str:
    """What the whole install is called: 兴宁市政府网站群."""
    return settings.WAGTAIL_SITE_NAME
