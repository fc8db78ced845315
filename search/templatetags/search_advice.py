from __future__ import annotations

from typing import Any

from django import template

from search.advice import advice_for
from search.asked import Question

register = template.Library()


@register.inclusion_tag("search/nearby.html", takes_context=True)
def search_advice(context: dict[str, Any], question: Question) -> dict[str, Any]:
    """For a page without results: similar titles, categories, the unit to ask."""
    home = context.get("site_home")
    if home is None or question.is_empty:
        return {}
    return {"advice": advice_for(question, home.unit_id), "request": context.get("request")}
