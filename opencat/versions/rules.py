"""What documents may do to one another, and what state they leave each other in. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from opencat.enums import VERSION_KINDS, LinkKind
from sites.pages.enums import Validity

State = tuple[Validity, date | None]

# Links that end the document they point at.
ENDING_KINDS = frozenset({LinkKind.ABOLISHES, LinkKind.REPLACES})


@dataclass(frozen=True)
class Document:
    """What the rules ask of a document at one end of a link."""

    pk: int | None
    title: str
    unit_id: int | None
    is_translation: bool = False
    is_interpretation: bool = False


@dataclass(frozen=True)
class Reach:
    """Whose documents a document may change: those of these units, or of `every` unit."""

    units: frozenset[int] = frozenset()
    every: bool = False

    def covers(self, unit_id: int | None) -> bool:
        return self.every or unit_id in self.units


def state_after(kind: str, state: State, day: date) -> State:
    """The state of a document once one that does `kind` to it is public on `day`.

    A document never gets better: what is abolished is not amended, what has ceased before keeps its date.
    """
    validity, ceases_on = state
    if kind in ENDING_KINDS and validity != Validity.ABOLISHED:
        has_ceased = ceases_on is not None and ceases_on < day
        return Validity.ABOLISHED, ceases_on if has_ceased else day
    if kind == LinkKind.AMENDS and validity == Validity.IN_FORCE:
        return Validity.AMENDED, ceases_on
    return state


def reach_of(
    unit_id: int | None, *, is_portal: bool, issuers: Iterable[int], parents: Mapping[int, int | None]
) -> Reach:
    """Of a document of a unit: its own, those below it, the units that issue it together; the portal's reach all.

    `parents` gives for each unit the one above it.
    """
    below = {unit for unit in parents if unit_id is not None and unit_id in _above(unit, parents)}
    own = {unit_id} if unit_id is not None else set()
    return Reach(frozenset(own | below | set(issuers)), every=is_portal)


def _above(unit: int, parents: Mapping[int, int | None]) -> set[int]:
    found: set[int] = set()
    above = parents.get(unit)
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found


def link_problem(kind: str, source: Document, target: Document, reach: Reach) -> str:
    """Why `source` may not do `kind` to `target`, in Chinese; empty if it may."""
    if target.pk is not None and target.pk == source.pk:
        return "文件不能与自己建立关系。"
    if target.is_translation:
        return f"《{target.title}》是译文，请选择它的原文。"
    if kind == LinkKind.INTERPRETS and target.is_interpretation:
        return f"《{target.title}》本身是政策解读，请选择它所解读的文件。"
    if kind in VERSION_KINDS and not reach.covers(target.unit_id):
        return f"《{target.title}》由其他单位管理：只能修改、替代或废止本单位、下级单位或联合制发单位的文件。"
    return ""


def way_back(start: int | None, targets: Iterable[int], links: Mapping[int, Iterable[int]]) -> list[int]:
    """The documents along which changing `targets` leads back to `start`, beginning with a target; empty if none do.

    `links` gives for each document those that it changes.
    """
    if start is None:
        return []
    before: dict[int, int | None] = dict.fromkeys(targets)
    waiting = list(before)
    while waiting:
        document = waiting.pop(0)
        if document == start:
            return _path_to(document, before)[:-1]
        for changed in links.get(document, ()):
            if changed not in before:
                before[changed] = document
                waiting.append(changed)
    return []


def _path_to(document: int, before: Mapping[int, int | None]) -> list[int]:
    path = [document]
    while (previous := before[path[0]]) is not None:
        path.insert(0, previous)
    return path
