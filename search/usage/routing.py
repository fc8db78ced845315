"""Which unit should answer a query that finds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.conf import settings
from django.db.models import Count

from opencat.models import CatalogueEntry, Category
from search.folding import fold
from search.meanings import meanings
from search.query import STOP_WORDS
from search.tokens import words
from sites.organisation.models.unit import Unit

_KINDS_OF_PLACES = ("街道", "镇", "乡")
SHORTEST_NAME = 2
# Words that nearly every category or query has.
_COMMON = STOP_WORDS | frozenset(
    [
        "信息",
        "公开",
        "政府",
        "情况",
        "工作",
        "公告",
        "通知",
        "文件",
        "办理",
        "电话",
        "地址",
        settings.CITY_SHORT_NAME,
        settings.CITY_NAME,
        "市",
        "其他",
    ]
)


class Routes:
    """One look at units and categories for a whole batch; each is loaded when it is first needed."""

    def unit_for(self, query: str, asked_on: int) -> int | None:
        """The key of the unit that should answer `query`, asked on the site of the unit `asked_on`.

        In this order: the site's own unit, unless it is the portal's; a unit or place that the query names; the unit
        that publishes most in a category of which the query has a word; both once more for what means the same as the
        query's words; the centre. None where there is no centre.
        """
        if asked_on not in self._portals and asked_on in {unit.pk for unit in self._units}:
            return asked_on
        folded = fold(query)
        asked = _telling(folded)
        meant = [form for word in asked for form in meanings(word)]
        return (
            self._named(folded)
            or self._of_category(asked)
            or next((key for form in meant if (key := self._named(form))), None)
            or self._of_category(word for form in meant for word in _telling(form))
            or self._centre
        )

    @cached_property
    def _units(self) -> list[Unit]:
        return list(Unit.objects.only("pk", "code", "name", "short_name", "category"))

    @cached_property
    def _portals(self) -> set[int]:
        return {unit.pk for unit in self._units if unit.is_portal}

    @cached_property
    def _centre(self) -> int | None:
        return next((unit.pk for unit in self._units if unit.code == settings.CENTRE_UNIT_CODE), None)

    @cached_property
    def _names(self) -> list[tuple[str, int]]:
        """Folded names, longest first: 市教育局 is called 教育局 as well, 罗岗镇 also 罗岗."""
        found = {name: unit.pk for unit in self._units for name in _names_of(unit)}
        return sorted(found.items(), key=lambda pair: -len(pair[0]))

    def _named(self, folded: str) -> int | None:
        return next((key for name, key in self._names if name in folded), None)

    @cached_property
    def _categories(self) -> list[tuple[frozenset[str], int]]:
        """Of each category that some unit fills: its words, and the unit that has published most in it."""
        filled: dict[int, int] = {}
        entries = CatalogueEntry.objects.filter(published_on__isnull=False).exclude(unit__in=self._portals)
        for category, unit, _count in (
            entries.order_by().values_list("category", "unit").annotate(count=Count("pk")).order_by("-count", "unit")
        ):
            filled.setdefault(category, unit)
        return [
            (frozenset(words(fold(category.name))) - _COMMON, filled[category.pk])
            for category in Category.objects.in_force().order_by("code")
            if category.pk in filled
        ]

    def _of_category(self, asked: Iterable[str]) -> int | None:
        wanted = {word for word in asked if len(word) > 1}
        found = [(len("".join(wanted & held)), unit) for held, unit in self._categories if wanted & held]
        return max(found, key=lambda pair: pair[0])[1] if found else None


def _telling(folded: str) -> list[str]:
    return [word for word in words(folded) if word not in _COMMON]


def _names_of(unit: Unit) -> list[str]:
    short = fold(unit.short_name)
    names = [fold(unit.name), short, short.removeprefix("市")]
    names += [short.removesuffix(kind) for kind in _KINDS_OF_PLACES if short.endswith(kind)]
    return [name for name in names if len(name) >= SHORTEST_NAME]
