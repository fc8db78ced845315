"""Finds what begins as somebody types. Each look-up reads a bounded piece of an index, however common the beginning."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection

from search.enums import SuggestionKind
from search.folding import fold
from search.models import Suggestion
from search.pinyin import sound_of
from search.query import clipped
from search.suggestions.keys import LONGEST
from search.tokens import squeezed

MOST = 8
MOST_NAMES = 4  # of them, so that titles have their place
NAMES_READ, OWN_READ, TITLES_READ, NEWEST_READ = 100, 60, 200, 2000
MOST_OWN = 4  # units that are asked for one by one; on the portal nearly everything is its own
FEW = 3
CHOSEN = 24  # rows whose texts are fetched: several may say the same

_COLUMNS = "suggestion_id, unit_id, weight, is_title"
_BRANCH = (
    f"SELECT {_COLUMNS} FROM (SELECT {_COLUMNS} FROM search_suggestionkey"  # noqa: S608
    " WHERE {condition} AND key >= %s AND key < %s ORDER BY key LIMIT {limit}) AS {name}"
)
# The newest titles of all, so that those are among them which are offered for 关于.
_NEWEST = (
    f"SELECT {_COLUMNS} FROM (SELECT key, {_COLUMNS} FROM search_suggestionkey WHERE is_title = %s"  # noqa: S608
    f" ORDER BY weight DESC LIMIT {NEWEST_READ}) AS newest WHERE key >= %s AND key < %s"
)


@dataclass(frozen=True)
class Row:
    suggestion: int
    unit: int | None
    weight: int
    is_title: bool


@dataclass(frozen=True)
class Offered:
    text: str
    kind: SuggestionKind


def suggestions(typed: str, own_units: Collection[int], *, only_own: bool = False) -> list[Offered]:
    """At most `MOST` texts that begin with what was typed, in characters, pinyin or initials; this site's own first."""
    begun = squeezed(fold(clipped(typed)))[:LONGEST]
    if not begun:
        return []
    rows = _rows(begun, own_units)
    chinese = begun.rstrip("abcdefghijklmnopqrstuvwxyz")
    if len(rows) < FEW and not begun.isascii():
        # 兴ning, or 兴凝 for 兴宁: as it is said.
        said = _rows(str(sound_of(begun))[:LONGEST], own_units)
        rows += said
    if only_own:
        rows = [row for row in rows if row.unit is None or row.unit in own_units]
    found = _texts(_best(rows, own_units))
    if chinese != begun and chinese:
        found = [each for each in found if chinese in squeezed(fold(each.text))]
    return found[:MOST]


def _rows(begun: str, own_units: Collection[int]) -> list[Row]:
    rows = _read(*statement(begun, own_units))
    if sum(row.is_title for row in rows) >= TITLES_READ:
        rows += _read(_NEWEST, [True, *_edges(begun)])
    return list(dict.fromkeys(rows))


def _edges(begun: str) -> list[bytes]:
    start = begun.encode()
    return [start, start + b"\xff"]  # UTF-8 has no such byte


def statement(begun: str, own_units: Collection[int]) -> tuple[str, list[object]]:
    """SQL, parameters of the look-up of a squeezed folded text."""
    edges = _edges(begun)
    branches = [_BRANCH.format(condition="is_title = %s", limit=NAMES_READ, name="names")]
    parameters: list[object] = [False, *edges]
    if len(own_units) <= MOST_OWN:
        for number, unit in enumerate(sorted(own_units)):
            branches.append(_BRANCH.format(condition="unit_id = %s", limit=OWN_READ, name=f"own{number}"))
            parameters += [unit, *edges]
    branches.append(_BRANCH.format(condition="is_title = %s", limit=TITLES_READ, name="titles"))
    parameters += [True, *edges]
    return " UNION ALL ".join(branches), parameters


def _read(sql: str, parameters: list[object]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Row(key, unit, weight, bool(is_title)) for key, unit, weight, is_title in cursor.fetchall()]


def _best(rows: Iterable[Row], own_units: Collection[int]) -> list[int]:
    """Names first, but not names alone; in both, what is this site's own, then what weighs more."""

    def order(row: Row) -> tuple[bool, int]:
        return row.unit is not None and row.unit not in own_units, -row.weight

    names = sorted((row for row in rows if not row.is_title), key=order)
    titles = sorted((row for row in rows if row.is_title), key=order)
    ordered = [*names[:MOST_NAMES], *titles, *names[MOST_NAMES:]]
    return list(dict.fromkeys(row.suggestion for row in ordered))[:CHOSEN]


def _texts(keys: list[int]) -> list[Offered]:
    found = Suggestion.objects.in_bulk(keys)
    offered = {}
    for key in keys:
        if row := found.get(key):
            offered.setdefault(row.text, Offered(row.text, SuggestionKind(row.kind)))
    return list(offered.values())
