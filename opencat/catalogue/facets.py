"""The facets of the catalogue with their counts, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from opencat.catalogue.query import CHOICES, CatalogueQuery
from opencat.catalogue.selection import Selection
from opencat.models import Category
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit

TITLES = {
    "unit": "单位",
    "category": "目录类别",
    "year": "成文年份",
    "state": "有效性",
    "kind": "公开方式",
    "genre": "体裁",
    "theme": "主题",
    "audience": "服务对象",
    "interpreted": "政策解读",
}
EXTRA = ("genre", "theme", "audience", "interpreted")
ARTICLES = {"portal": "第十四条 市政府门户网站", "units": "第十五条 镇街和部门网站"}
INTERPRETED = "有政策解读"


@dataclass(frozen=True)
class Choice:
    """`query` leads to the catalogue with this chosen; of what is chosen already, without it."""

    value: str
    label: str
    count: int
    query: str
    is_chosen: bool = False
    parts: list[Choice] = field(default_factory=list)
    is_open: bool = False  # its parts are shown


@dataclass(frozen=True)
class Group:
    title: str
    choices: list[Choice]


@dataclass(frozen=True)
class Facet:
    """`all_count` and `all_query`: without a choice in this facet."""

    name: str
    title: str
    groups: list[Group]
    all_count: int
    all_query: str
    chosen: str = ""  # the label of what is chosen

    @property
    def choices(self) -> list[Choice]:
        return [choice for group in self.groups for choice in group.choices]

    @property
    def value(self) -> str:
        found = [*self.choices, *(part for choice in self.choices for part in choice.parts)]
        return next((choice.value for choice in found if choice.is_chosen), "")


@dataclass(frozen=True)
class Chip:
    """Something that is chosen, and the query without it."""

    title: str
    label: str
    query: str


def facets_of(selection: Selection, units: list[Unit], categories: dict[int, Category]) -> dict[str, Facet]:
    asked = selection.asked
    found = {
        "unit": _facet(selection, "unit", _units(selection, units), None),
        "category": _facet(selection, "category", _categories(selection, categories), None),
        "year": _facet(selection, "year", [Group("", _years(selection))], None),
    }
    for name, choices in CHOICES.items():
        rows = ((value, label, value) for value, label in choices.choices)
        found[name] = _facet(selection, name, [Group("", list(_choices(selection, name, rows)))], "")
    interpreted = selection.without("interpreted") & selection.held.interpreted
    if interpreted or asked.interpreted:
        query = asked.query(interpreted=not asked.interpreted)
        only = Choice("1", INTERPRETED, interpreted.bit_count(), query, asked.interpreted)
        found["interpreted"] = _facet(selection, "interpreted", [Group("", [only])], False)
    return found


def _facet(selection: Selection, name: str, groups: list[Group], nothing: Any) -> Facet:
    query = selection.asked.query(**{name: nothing})
    groups = [group for group in groups if group.choices]
    facet = Facet(name, TITLES[name], groups, selection.without(name).bit_count(), query)
    every = [*facet.choices, *(part for choice in facet.choices for part in choice.parts)]
    chosen = next((choice.label for choice in every if choice.is_chosen), "")
    return Facet(facet.name, facet.title, facet.groups, facet.all_count, facet.all_query, chosen)


def _choices(selection: Selection, name: str, rows: Iterable[tuple[Any, str, Any]]) -> Iterator[Choice]:
    """`rows`: value in the address, label, value in the index. What nothing is left of is no choice."""
    left, asked, having = selection.without(name), selection.asked, selection.held.entries.having
    present = getattr(asked, name)
    for value, label, key in rows:
        is_chosen = bool(present) and (present.pk if name == "unit" else present) == key
        number = (having(name, key) & left).bit_count()
        if number or is_chosen:
            yield Choice(value, label, number, _toggled(asked, name, key, is_chosen), is_chosen)


def _toggled(asked: CatalogueQuery, name: str, key: Any, is_chosen: bool) -> str:
    nothing: Any = None if name == "year" else ""
    return asked.query(**{name: nothing if is_chosen else key})


def _years(selection: Selection) -> list[Choice]:
    years = sorted(selection.held.entries.by_value["year"], reverse=True)
    return list(_choices(selection, "year", ((str(year), f"{year} 年", year) for year in years)))


def _units(selection: Selection, units: list[Unit]) -> list[Group]:
    left, asked = selection.without("unit"), selection.asked
    having = selection.held.entries.having
    groups: dict[str, list[Choice]] = {category: [] for category in UnitCategory.values}
    for unit in units:
        number, is_chosen = (having("unit", unit.pk) & left).bit_count(), unit == asked.unit
        if number or is_chosen:
            query = asked.query(unit=None if is_chosen else unit)
            groups[unit.category].append(Choice(unit.code, unit.short_name, number, query, is_chosen))
    return [Group(UnitCategory(category).label, choices) for category, choices in groups.items()]


def _categories(selection: Selection, categories: dict[int, Category]) -> list[Group]:
    """Two levels. A part's number counts in its top as well."""
    left, having = selection.without("category"), selection.held.entries.having
    own = {key: (having("category", key) & left).bit_count() for key in categories}
    below: dict[int, list[Category]] = {}
    for category in categories.values():
        if category.parent_id:
            below.setdefault(category.parent_id, []).append(category)
    groups: dict[str, list[Choice]] = {scope: [] for scope in ARTICLES}
    for key, category in categories.items():
        if category.parent_id is None:
            parts = [_category(selection, part, own[part.pk]) for part in below.get(key, [])]
            number = own[key] + sum(part.count for part in parts)
            top = _category(selection, category, number, [each for each in parts if each.count or each.is_chosen])
            if number or top.is_chosen or top.is_open:
                groups[category.scope].append(top)
    return [Group(ARTICLES[scope], choices) for scope, choices in groups.items()]


def _category(selection: Selection, category: Category, number: int, parts: list[Choice] | None = None) -> Choice:
    asked = selection.asked
    is_chosen = category == asked.category
    query = asked.query(category=None if is_chosen else category)
    is_open = asked.category is not None and asked.category.code.startswith(category.code)
    return Choice(category.code, category.name, number, query, is_chosen, parts or [], is_open)


def chips_of(asked: CatalogueQuery, facets: dict[str, Facet]) -> list[Chip]:
    """What is chosen, in the order of the facets; the unit only where it is not the one to begin with."""
    found = [Chip("检索词", asked.words, asked.query(words=""))] if asked.words else []
    for name, facet in facets.items():
        if name == "unit":
            if asked.unit != asked.home_unit:
                label = asked.unit.short_name if asked.unit else "全市"
                found.append(Chip(facet.title, label, asked.query(unit=asked.home_unit)))
        elif facet.chosen:
            found.append(Chip(facet.title, facet.chosen, facet.all_query))
    return found
