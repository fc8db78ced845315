from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from sites.casework.rights import is_operator, may_edit_templates, may_enter, reads_looks

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_links(context: dict[str, Any]) -> list[tuple[str, str]]:
    """(name, address) of the other pages of the desk that the user may open."""
    user = context["request"].user
    pages = (
        (may_enter(user), "登记来信", "casework:enter"),
        (is_operator(user), "来电查询", "casework:caller"),
        (True, "统计", "casework:statistics"),
        (may_edit_templates(user), "答复模板", "casework:templates"),
        (reads_looks(user), "联系方式查看记录", "casework:looks"),
    )
    return [(name, reverse(url)) for may, name, url in pages if may]
