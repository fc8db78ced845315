"""Links in rich text, rewritten when it is shown (templates/wagtailcore/shared/richtext.html).

Wagtail's own rewriter replaces only opening tags, and leaves addresses alone that it does not recognise; here every
link of a text passes, whoever put it there.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sites.pages.outbound.links import outbound_link

# A whole link: opening tag, in which quotes may hold a ">", and what it spans. Else the beginning of a broken one.
LINK = re.compile(r"""(<a(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>)(.*?)</a\s*>|<a(?=[\s/>])""", re.IGNORECASE | re.DOTALL)
MARK = '<span class="visually-hidden">（外部链接）</span>'
REL = "external noopener"  # with a referrer: the notice leads back by it, and gives none away itself


class _Attributes(HTMLParser):
    """The attributes of one opening tag, as a browser reads them."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.found.setdefault(name, value or "")


def with_marked_links(html: str) -> SafeString:
    """`html` (already safe) with its links out of the group marked and led over the leaving notice."""
    if "<a" not in html and "<A" not in html:
        return mark_safe(html)  # noqa: S308 - as safe as it came
    return mark_safe(LINK.sub(_rewritten, html))  # noqa: S308


def _rewritten(link: re.Match[str]) -> str:
    if link.group(1) is None:
        return "&lt;a"
    inside = LINK.sub(_rewritten, link.group(2))
    attributes = _Attributes(link.group(1)).found
    if "href" not in attributes:  # a place that others link to, or nothing
        return _opening(attributes) + inside + "</a>" if attributes.keys() & {"id", "name"} else inside
    way = outbound_link(attributes["href"])
    if not way.href:
        return inside
    if way.is_outward:
        attributes |= {"class": "outward", "rel": REL}
        return _opening({**attributes, "href": way.href}) + inside + MARK + "</a>"
    return _opening({**attributes, "href": way.href}) + inside + "</a>"


def _opening(attributes: dict[str, str]) -> str:
    kept = {name: attributes[name] for name in ("href", "id", "name", "title", "class", "rel") if name in attributes}
    return "<a" + "".join(format_html(' {}="{}"', name, value) for name, value in kept.items()) + ">"
