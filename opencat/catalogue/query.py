"""What a visitor asks of the catalogue, read from the address. What makes no sense is not asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db import models
from opencc import OpenCC

from opencat.models import Category
from sites.organisation.models.unit import Unit
from sites.pages.enums import Audience, DisclosureKind, Genre, Theme, Validity

ALL = "all"  # the whole group, on a host whose catalogue begins with its own unit
LONGEST_QUERY = 100
MOST_WORDS = 5


class Sort(models.TextChoices):
    """Numbers stand newest first, so that documents without one come last."""

    PUBLISHED = "published", "最新发布"
    WRITTEN = "written", "最新成文"
    TITLE = "title", "标题"
    NUMBER = "number", "文号"


# By parameter: what it may be. `unit`, `category` and `year` are looked up instead.
CHOICES: dict[str, type[models.TextChoices]] = {
    "state": Validity,
    "kind": DisclosureKind,
    "genre": Genre,
    "theme": Theme,
    "audience": Audience,
}


@dataclass(frozen=True)
class CatalogueQuery:
    """`home_unit` is the unit whose host or channel it is, None on the portal: what is shown unless asked otherwise."""

    home_unit: Unit | None = None
    unit: Unit | None = None
    category: Category | None = None
    year: int | None = None
    state: str = ""
    kind: str = ""
    genre: str = ""
    theme: str = ""
    audience: str = ""
    interpreted: bool = False
    words: str = ""
    sort: Sort = Sort.PUBLISHED

    def parameters(self) -> dict[str, str]:
        """The address's query, without what goes without saying."""
        found = {name: getattr(self, name) for name in CHOICES}
        found |= {"category": self.category.code if self.category else "", "year": str(self.year or "")}
        found["interpreted"] = "1" if self.interpreted else ""
        found["q"] = self.words
        found["sort"] = "" if self.sort == Sort.PUBLISHED else self.sort.value
        if self.unit != self.home_unit:
            found["unit"] = self.unit.code if self.unit else ALL
        return {name: value for name, value in found.items() if value}

    def query(self, **changes: Any) -> str:
        """The query with some of it changed, beginning with ? or empty."""
        parameters = replace(self, **changes).parameters() if changes else self.parameters()
        return f"?{urlencode(sorted(parameters.items()))}" if parameters else ""

    @property
    def chosen(self) -> int:
        """How many facets are chosen, the unit included if it is not the one to begin with."""
        return len(self.parameters().keys() - {"sort"})


def read(
    parameters: Mapping[str, str], home_unit: Unit | None, units: list[Unit], categories: dict[int, Category]
) -> CatalogueQuery:
    """`units` and `categories`: all that there are."""
    by_code = {unit.code: unit for unit in units}
    codes = {category.code: category for category in categories.values()}
    wanted = parameters.get("unit", "")
    year = parameters.get("year", "")
    choices = {name: parameters.get(name, "") for name in CHOICES}
    sort = parameters.get("sort", "")
    return CatalogueQuery(
        home_unit=home_unit,
        unit=None if wanted == ALL else by_code.get(wanted, home_unit),
        category=codes.get(parameters.get("category", "")),
        year=int(year) if re.fullmatch("[12][0-9]{3}", year) else None,
        interpreted=parameters.get("interpreted", "") == "1",
        words=folded(parameters.get("q", "")),
        sort=Sort(sort) if sort in Sort.values else Sort.PUBLISHED,
        **{name: value if value in CHOICES[name].values else "" for name, value in choices.items()},
    )


def folded(text: str) -> str:
    """Traditional characters simplified, spaces folded, control characters gone, clipped."""
    printable = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in text[: 2 * LONGEST_QUERY])
    return _simplifier().convert(" ".join(printable.split())[:LONGEST_QUERY])


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
