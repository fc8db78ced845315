"""What a visitor asks, read from the address and written back into one. Pure. What makes no sense is not asked."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote_plus

from search.enums import Scope, Sort
from search.kinds import kinds
from search.query import LONGEST_QUERY, clipped
from sites.pages.enums import Validity

EARLIEST, LATEST = 1900, 2100
_YEAR = re.compile("[12][0-9]{3}")
_CODE = re.compile("[0-9A-Za-z-]{1,40}")
# The advanced form has fields of their own for these; in the address they are part of the query.
FOLDED = ("phrase", "number", "without")


@dataclass(frozen=True)
class SearchRequest:
    """The state of the search page, as its address has it. Units and categories by their codes.

    `words` is the whole query: a phrase stands in quotation marks.
    """

    words: str = ""
    is_clipped: bool = False
    scope: Scope = Scope.SITE
    sort: Sort = Sort.RELEVANCE
    in_title: bool = False
    unit: str = ""
    category: str = ""
    kind: str = ""
    year: int | None = None
    year_from: int | None = None
    year_to: int | None = None
    state: str = ""
    attachment: bool = False

    def parameters(self, **changes: Any) -> dict[str, str]:
        """The address's query, without what goes without saying, with some of it changed. Not by a copy: a page has
        dozens of them."""
        found = {**self._values, **{PARAMETERS.get(name, name): _written(name, changes[name]) for name in changes}}
        return {name: value for name, value in found.items() if value or name == "q"}

    @cached_property
    def _values(self) -> dict[str, str]:
        return {"q": self.words, **{name: _written(name, getattr(self, name)) for name in CHOSEN}}

    def query(self, **changes: Any) -> str:
        """The query with some of it changed, beginning with ?."""
        return "?" + "&".join(f"{name}={_quoted(value)}" for name, value in self.parameters(**changes).items())

    def without_filters(self) -> SearchRequest:
        return SearchRequest(self.words, self.is_clipped, self.scope, self.sort)

    @property
    def years(self) -> tuple[int, ...]:
        """All that are asked for, the single one before the span; empty where any will do."""
        if self.year:
            return (self.year,)
        if self.year_from is None and self.year_to is None:
            return ()
        return tuple(range(self.year_from or EARLIEST, (self.year_to or LATEST) + 1))


PARAMETERS = {"words": "q"}  # of fields that are called otherwise in the address
# The other fields that the address holds, in its order.
CHOSEN = (
    "attachment", "category", "in_title", "kind", "scope", "sort", "state", "unit", "year", "year_from", "year_to",
)  # fmt: skip
UNSAID = {"scope": Scope.SITE, "sort": Sort.RELEVANCE}
_quoted = lru_cache(1000)(quote_plus)


def _written(name: str, value: Any) -> str:
    """A field's value as the address holds it."""
    if not value or value == UNSAID.get(name):
        return ""
    return "1" if value is True else str(value)


def read(parameters: Mapping[str, str]) -> SearchRequest:
    """Codes are checked for their form only: whether there is such a unit is for `search.scope` to say."""
    typed = _whole_query(parameters)
    first, last = sorted_years(_year(parameters, "year_from"), _year(parameters, "year_to"))
    scope = _choice(Scope, parameters, "scope") or Scope.SITE
    return SearchRequest(
        words=clipped(typed),
        is_clipped=len(typed.strip()) > LONGEST_QUERY,
        scope=Scope(scope),
        sort=Sort(_choice(Sort, parameters, "sort") or Sort.RELEVANCE),
        in_title=parameters.get("in_title") == "1",
        unit=_code(parameters, "unit"),
        category=_code(parameters, "category"),
        # The policy library is a kind of its own.
        kind="" if scope == Scope.POLICY else _among(kinds(), parameters, "kind"),
        year=_year(parameters, "year"),
        year_from=first,
        year_to=last,
        state=_choice(Validity, parameters, "state"),
        attachment=parameters.get("attachment") == "1",
    )


def is_from_advanced_form(parameters: Mapping[str, str]) -> bool:
    """Whether the address has another, shorter one that says the same."""
    return any(name in parameters for name in FOLDED)


def page_asked(parameters: Mapping[str, str], most: int) -> int:
    """1 for nonsense, `most` for what lies beyond."""
    wanted = parameters.get("page", "")
    if not re.fullmatch("[0-9]{1,20}", wanted):
        return 1
    return min(max(int(wanted), 1), most)


def sorted_years(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    """Whoever mixes up from and to gets what was meant."""
    return (last, first) if first and last and first > last else (first, last)


def _whole_query(parameters: Mapping[str, str]) -> str:
    """`q`, with the phrase in quotation marks, the document number and what is not wanted behind it."""
    # Twice the length says that it was too long; ten thousand characters are never looked at.
    parts = [parameters.get("q", "")[: LONGEST_QUERY * 2]]
    if phrase := parameters.get("phrase", "")[:LONGEST_QUERY].replace('"', " ").strip():
        parts.append(f'"{phrase}"')
    parts.append(parameters.get("number", "")[:LONGEST_QUERY].strip())
    unwanted = parameters.get("without", "")[:LONGEST_QUERY].replace('"', " ").split()
    parts += [f"-{word}" for each in unwanted if (word := each.lstrip("-－"))]
    return " ".join(filter(None, parts))


def _choice(choices: Any, parameters: Mapping[str, str], name: str) -> str:
    return _among(choices.values, parameters, name)


def _among(values: Container[str], parameters: Mapping[str, str], name: str) -> str:
    wanted = parameters.get(name, "")
    return wanted if wanted and wanted in values else ""


def _code(parameters: Mapping[str, str], name: str) -> str:
    wanted = parameters.get(name, "")
    return wanted if _CODE.fullmatch(wanted) else ""


def _year(parameters: Mapping[str, str], name: str) -> int | None:
    wanted = parameters.get(name, "").strip()
    return int(wanted) if _YEAR.fullmatch(wanted) and EARLIEST <= int(wanted) <= LATEST else None
