"""What a catalogue names that the site group knows: categories of Arts. 14 and 15, and units. Looked up once a file."""

from __future__ import annotations

import re
from functools import cached_property

from opencat.classification import category_of_column
from opencat.models import Category
from sites.importing.fields import BadValue
from sites.organisation.models.unit import Unit
from sites.pages.models.column_page import ColumnPage

_CODE = re.compile(r"(\d{6}|\d{4})(?!\d)")
_BETWEEN = re.compile(r"[/>＞\\|—→]+|--+")
_BETWEEN_UNITS = re.compile(r"[、，,;；/\s]+")


class Places:
    """For imports into one column: its site decides which categories there are."""

    def __init__(self, column: ColumnPage) -> None:
        self.column = column

    @cached_property
    def of_column(self) -> Category | None:
        return category_of_column(self.column)

    @cached_property
    def _categories(self) -> list[Category]:
        return list(Category.objects.for_unit(self.column.unit).select_related("parent"))

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {name: unit for unit in Unit.objects.all() for name in (unit.short_name, unit.name)}

    def category(self, text: str) -> Category | None:
        """By code, by name, or by both; by the way down to it: 民生政策/教育. None for an empty text.

        Raises:
            BadValue: there is none on this site, or more than one.
        """
        if not text:
            return None
        if match := _CODE.match(text.strip()):
            found = [each for each in self._categories if each.code == match[1]]
        else:
            way = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
            found = self._at(way)
        if not found:
            names = "、".join(f"{each.code} {each.name}" for each in self._categories if each.parent_id)
            raise BadValue(f"本网站没有目录类别“{text[:40]}”，可填代码或名称：{names}。")
        if len(found) > 1:
            codes = "、".join(f"{each.code}（{each.parent or each.article}）" for each in found)
            raise BadValue(f"“{text[:40]}”有不止一个目录类别，请改填代码：{codes}。")
        return found[0]

    def _at(self, way: list[str]) -> list[Category]:
        found = [each for each in self._categories if way and each.name == way[-1]]
        if len(found) > 1 and len(way) > 1:
            found = [each for each in found if each.parent and each.parent.name == way[-2]]
        return found

    def units(self, text: str) -> tuple[list[Unit], list[str]]:
        """The units of the group that a text names, and the names that are no unit's."""
        names = [name for name in _BETWEEN_UNITS.split(text) if name]
        known = list(dict.fromkeys(self._units[name] for name in names if name in self._units))
        return known, [name for name in names if name not in self._units]
