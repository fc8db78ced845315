"""What narrows the results: facets with counts, each choice a link that keeps the rest of the address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from opencat.catalogue.facets import ARTICLES, Chip, Choice, Facet, Group
from opencat.models import Category
from search.backends.base import Facets
from search.enums import Scope
from search.form import SearchRequest
from search.kinds import kind_label
from search.scope import SearchScope
from sites.pages.enums import Validity

Row = tuple[Any, str, int]

# In the order of the page.
TITLES = {
    "category": "目录类别",
    "kind": "信息类型",
    "year": "年份",
    "state": "有效性",
    "attachment": "附件",
    "unit": "单位",
}
WITH_ATTACHMENT = "有附件"
MOST_CHOICES = 15  # of a facet; the advanced form has all


def facets_of(asked: SearchRequest, counts: Facets, place: SearchScope) -> list[Facet]:
    """In the order of the page; those that leave nothing to choose are not there."""
    rows = labelled(counts, place)
    found = [
        _facet(asked, "category", _categories(asked, dict(counts.get("category", ())), place.categories)),
        *(_facet(asked, name, _flat(asked, name, rows[name])) for name in TITLES if name != "category"),
    ]
    return [facet for facet in found if facet.chosen or _narrows(facet, counts)]


def labelled(counts: Facets, place: SearchScope) -> dict[str, list[Row]]:
    """Of each facet what may be chosen: as the address has it, as it is called, how many there are; most first, years
    from the newest, states in their own order."""
    states = dict(counts.get("state", ()))
    return {
        "category": [(row.code, row.name, n) for row, n in _known(counts, "category", place.categories)],
        "kind": [(key, kind_label(key), n) for key, n in counts.get("kind", ())],
        "year": [(year, f"{year} 年", n) for year, n in sorted(counts.get("year", ()), reverse=True)],
        "state": [(each.value, str(each.label), states[each]) for each in Validity if each in states],
        "attachment": [(True, WITH_ATTACHMENT, n) for value, n in counts.get("has_attachment", ()) if value],
        "unit": [(row.code, row.short_name, n) for row, n in _known(counts, "unit", place.units)],
    }


def _narrows(facet: Facet, counts: Facets) -> bool:
    """Whether a choice would leave less than all."""
    total = sum(number for _value, number in counts.get("kind", ()))
    return any(choice.count < total for choice in facet.choices)


def _known(counts: Facets, name: str, rows: dict[int, Any]) -> Iterator[tuple[Any, int]]:
    return ((rows[key], number) for key, number in counts.get(name, ()) if key in rows)


def _facet(asked: SearchRequest, name: str, groups: list[Group]) -> Facet:
    groups = [group for group in groups if group.choices]
    every = [part for group in groups for choice in group.choices for part in (choice, *choice.parts)]
    chosen = next((choice.label for choice in every if choice.is_chosen), "")
    return Facet(name, TITLES[name], groups, 0, asked.query(**{name: _nothing(name)}), chosen)


def _nothing(name: str) -> Any:
    return {"year": None, "attachment": False}.get(name, "")


def _flat(asked: SearchRequest, name: str, rows: Sequence[Row]) -> list[Group]:
    choices = []
    for value, label, number in rows[:MOST_CHOICES]:
        is_chosen = getattr(asked, name) == value
        query = asked.query(**{name: _nothing(name) if is_chosen else value})
        choices.append(Choice(str(value), label, number, query, is_chosen))
    return [Group("", choices)]


def _categories(asked: SearchRequest, counts: dict[int, int], categories: dict[int, Category]) -> list[Group]:
    """Two levels; a part's number counts in its top as well. The parts show below the top that is chosen."""
    tops: dict[int, int] = {}
    for key, number in counts.items():
        if category := categories.get(key):
            top = category.parent_id or key
            tops[top] = tops.get(top, 0) + number
    groups: dict[str, list[Choice]] = {scope: [] for scope in ARTICLES}
    for key in sorted(tops, key=lambda each: categories[each].code):
        top = categories[key]
        is_open = asked.category.startswith(top.code)
        parts = [
            _category(asked, part, counts[part.pk])
            for part in categories.values()
            if is_open and part.parent_id == key and part.pk in counts
        ]
        groups[top.scope].append(_category(asked, top, tops[key], parts))
    return [Group(ARTICLES[scope], choices) for scope, choices in groups.items()]


def _category(asked: SearchRequest, category: Category, number: int, parts: list[Choice] | None = None) -> Choice:
    is_chosen = asked.category == category.code
    query = asked.query(category="" if is_chosen else category.code)
    return Choice(category.code, category.name, number, query, is_chosen, parts or [], bool(parts))


def chips_of(asked: SearchRequest, place: SearchScope) -> list[Chip]:
    """What is chosen, in the order of the facets."""
    return [Chip(title, label, asked.query(**change)) for title, label, change in _chosen(asked, place)]


def _chosen(asked: SearchRequest, place: SearchScope) -> Iterator[tuple[str, str, dict[str, Any]]]:
    if asked.in_title:
        yield "位置", "只搜标题", {"in_title": False}
    if asked.category:
        yield TITLES["category"], _named(place.categories, asked.category).name, {"category": ""}
    if asked.kind and asked.scope != Scope.POLICY:
        yield TITLES["kind"], kind_label(asked.kind), {"kind": ""}
    if asked.year:
        yield TITLES["year"], f"{asked.year} 年", {"year": None}
    if asked.year_from or asked.year_to:
        yield TITLES["year"], _span(asked), {"year_from": None, "year_to": None}
    if asked.state:
        yield TITLES["state"], str(Validity(asked.state).label), {"state": ""}
    if asked.attachment:
        yield TITLES["attachment"], WITH_ATTACHMENT, {"attachment": False}
    if asked.unit:
        yield TITLES["unit"], _named(place.units, asked.unit).short_name, {"unit": ""}


def _named(rows: dict[int, Any], code: str) -> Any:
    return next(row for row in rows.values() if row.code == code)


def _span(asked: SearchRequest) -> str:
    if asked.year_from and asked.year_to:
        return f"{asked.year_from}—{asked.year_to} 年"
    return f"{asked.year_from} 年起" if asked.year_from else f"{asked.year_to} 年止"
