"""What lets a page of results count clicks."""

from __future__ import annotations

from typing import Any

from django import template

from search.engine import Answer
from search.enums import Scope
from search.usage.clicks import click_token
from sites.pages.navigation import current_home

register = template.Library()


@register.simple_tag(takes_context=True)
def clicks_of(context: dict[str, Any], answer: Answer, scope: Scope) -> str:
    """The token for `data-clicks`; "" where clicks are not counted."""
    request = context.get("request")
    home = current_home(request) if request else None
    return click_token(request, answer, home.unit_id, scope) if home else ""
