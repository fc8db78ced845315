from __future__ import annotations

from typing import Any

from django import template

from search.advice import advice_for
from search.query import Question
from sites.pages.navigation import current_home

register = template.Library()


@register.inclusion_tag("search/nearby.html", takes_context=True)
def search_advice(context: dict[str, Any], question: Question) -> dict[str, Any]:
    """For a page without results: similar titles, categories, the unit to ask."""
    request = context["request"]
    home = current_home(request)
    if home is None or question.is_empty:
        return {}
    return {"advice": advice_for(question, home.unit_id), "request": request}
