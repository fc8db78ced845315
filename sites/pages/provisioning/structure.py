"""The standard columns of each kind of site, as Articles 14 and 15 name them: data, read by `create_site`.

The setting STANDARD_COLUMNS names the file; another city puts its own in the place. By unit category it lists columns
(`slug`, `title`, and where there is any `mandated_by`, `layout`, `category`, `in_menu`, `children`), or names
another category with the same ones. "{city}" in a title is the city's short name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sites.organisation.enums import UnitCategory
from sites.pages.enums import ListLayout


@dataclass(frozen=True)
class Column:
    slug: str
    title: str
    mandated_by: str = ""
    layout: ListLayout = ListLayout.PLAIN
    children: tuple[Column, ...] = ()
    in_menu: bool = True
    category: str = ""  # code in the disclosure catalogue (opencat.seeds)


def standard_columns(category: str) -> tuple[Column, ...]:
    """For a unit of this category.

    Raises:
        ImproperlyConfigured: the file cannot be read; the message says where, in Chinese.
    """
    return _read(settings.STANDARD_COLUMNS, settings.CITY_SHORT_NAME)[category]


def categories_of_columns(category: str) -> dict[str, str]:
    """Codes in the disclosure catalogue by the path of the standard column below the home."""

    def walk(columns: tuple[Column, ...], above: str) -> Iterator[tuple[str, str]]:
        for column in columns:
            path = f"{above}{column.slug}"
            if column.category:
                yield path, column.category
            yield from walk(column.children, f"{path}/")

    return dict(walk(standard_columns(category), ""))


@cache
def _read(path: str, city: str) -> dict[str, tuple[Column, ...]]:
    try:
        stored = json.loads(Path(path).read_text(encoding="utf-8"))
        lists = {name: stored[rows] if isinstance(rows, str) else rows for name, rows in stored.items()}
        return {name: tuple(_column(row, city) for row in lists[name]) for name in UnitCategory.values}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImproperlyConfigured(f"标准栏目文件 {path} 读不出来：{error!r}") from error


def _column(row: dict[str, Any], city: str) -> Column:
    """Raises:
    TypeError, KeyError: a name that no column has, or none of its own.
    ValueError: no such layout.
    """
    return Column(
        **{
            **row,
            "title": row["title"].replace("{city}", city),
            "layout": ListLayout(row.get("layout", ListLayout.PLAIN)),
            "children": tuple(_column(child, city) for child in row.get("children", ())),
        }
    )
