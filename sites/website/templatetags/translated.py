"""The few words that blocks bring themselves, in the language of the page around them."""

from __future__ import annotations

from typing import Any

from django import template

from hub.variants.conversion import by_dictionaries
from hub.variants.enums import Variant
from sites.pages.models.group_page import GroupPage

register = template.Library()


@register.simple_tag(takes_context=True)
def words(context: dict[str, Any], chinese: str, english: str) -> str:
    """`chinese`, or `english` on an English page; converted in a real Traditional text, which is converted no more."""
    page = context.get("page")
    shown = page.shown_variant if isinstance(page, GroupPage) else Variant.SIMPLIFIED
    if shown == Variant.ENGLISH:
        return english
    return by_dictionaries(chinese) if shown == Variant.TRADITIONAL else chinese
