from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from opencat.catalogue.documents import request_url
from opencat.catalogue.facets import Choice
from opencat.catalogue.scope import COLUMNS, columns_of_home
from sites.organisation.models.unit_site import UnitSite
from sites.pages.navigation import current_home

register = template.Library()


@dataclass(frozen=True)
class Link:
    title: str
    path: str
    query: str = ""

    @property
    def url(self) -> str:
        return f"{self.path}{self.query}"


@register.filter
def disclosure_links(unit_site: UnitSite, columns: Mapping[str, str]) -> list[Link]:
    """Catalogue, guide, annual report, organisation, statistics, data, request. A channel's begin with its own unit."""
    query = f"?unit={unit_site.unit.code}" if unit_site.is_channel else ""
    found = [Link("公开目录", reverse("opencat:catalogue"), query)]
    if guide := columns.get("guide"):
        found.append(Link("公开指南", guide))
    if report := columns.get("report"):
        found.append(Link("公开年报", report))
    return [
        *found,
        Link("机构与领导", reverse("opencat:organisation"), query),
        Link("公开统计", reverse("opencat:statistics"), query),
        Link("数据下载", reverse("opencat:data"), query),
        Link("依申请公开", request_url(unit_site.unit)),
    ]


@register.inclusion_tag("opencat/disclosure_column.html", takes_context=True)
def disclosure_strip(context: dict[str, Any]) -> dict[str, Any]:
    """On the disclosure column of a site and what lies in it: the strip of links; elsewhere nothing."""
    if not in_disclosure(context):
        return {}
    request = context["request"]
    return {"request": request, "unit_site": current_home(request), "columns": columns_of_home(request)}


@register.simple_tag(takes_context=True)
def in_disclosure(context: dict[str, Any]) -> bool:
    """Whether the page is a site's disclosure column or lies in it."""
    request, page = context.get("request"), context.get("page")
    home = current_home(request) if request else None
    if home is None or page is None:
        return False
    return str(page.url_path).removeprefix(home.home.url_path).startswith(COLUMNS["disclosure"])


@register.simple_tag(takes_context=True)
def catalogue_url(context: dict[str, Any]) -> str:
    """The catalogue of the present site."""
    request = context.get("request")
    home = current_home(request) if request else None
    query = f"?unit={home.unit.code}" if home and home.is_channel else ""
    return f"{reverse('opencat:catalogue')}{query}"


@register.filter
def of_key(values: Mapping[str, str], key: str) -> str:
    return values.get(key, "")


@register.simple_tag(takes_context=True)
def facet_choices(context: dict[str, Any], choices: Sequence[Choice], counted: str) -> SafeString:
    """A list of choices as links with counts, and what belongs to an open one below it; `counted` is the measure word.

    A page has dozens of them, and a template looks nine things up for each.
    """
    # What narrows further has no end: nobody need look at all of it.
    nofollow = ' rel="nofollow"' if context.get("chips") else ""
    markup = _list_of(choices, escape(context["request"].path), nofollow, escape(counted))
    return mark_safe(markup)  # noqa: S308 (every text in it is escaped)


def _list_of(choices: Sequence[Choice], path: str, nofollow: str, counted: str) -> str:
    unit = f'<span class="visually-hidden"> {counted}</span>'
    items = []
    for each in choices:
        current, undo = (' aria-current="true"', TO_UNDO) if each.is_chosen else ("", "")
        parts = _list_of(each.parts, path, nofollow, counted) if each.is_open and each.parts else ""
        items.append(
            f'<li><a href="{path}{escape(each.query)}"{nofollow}{current}><span>{escape(each.label)}{undo}</span>'
            f'<span class="facet__count">{each.count}{unit}</span></a>{parts}</li>'
        )
    return f"<ul>{''.join(items)}</ul>"


TO_UNDO = '<span class="visually-hidden">，已选，点按去掉</span>'
