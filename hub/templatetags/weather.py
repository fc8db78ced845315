from __future__ import annotations

from typing import Any

from django import template

from hub.weather.current import weather_shown

register = template.Library()


@register.inclusion_tag("components/weather.html")
def weather(place: str = "") -> dict[str, Any]:
    """`{% weather %}`: one line that opens the panel, for the bar above the header; nothing without a report."""
    return {"weather": weather_shown(place)}
