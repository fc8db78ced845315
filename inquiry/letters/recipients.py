"""To whom one can write from a site: on a unit's host to that unit, on the portal to every unit with a site (Art. 23).

A choice is the code of a unit, or "code:page" for one of its leaders, by the leader's public page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest

from inquiry.kinds import LEADER_MAILBOX
from sites.casework.kinds import CaseKind
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.leaders import by_office
from sites.pages.models.leader_page import LeaderPage
from sites.pages.navigation import current_home
from sites.pages.site_group import group_of
from sites.pages.translation.locales import source_locale_id

Choice = tuple[str, str]
Choices = list[Choice | tuple[str, list[Choice]]]


@dataclass(frozen=True)
class Recipient:
    unit: Unit
    addressee: str = ""  # a leader, with the position


def home_of(request: HttpRequest) -> UnitSite:
    """
    Raises:
        Http404: no site answers here.
    """
    home = current_home(request)
    if home is None:
        raise Http404("这个主机名没有网站。")
    return home


def recipients(request: HttpRequest, kind: CaseKind) -> dict[str, Recipient]:
    """By choice, in the order in which they are offered. One query where leaders are asked for, else none."""
    units = [unit for unit in _units(request) if kind.offered_by(unit)]
    found = {unit.code: Recipient(unit) for unit in units}
    if kind is not LEADER_MAILBOX:
        return found
    by_unit: dict[int, list[LeaderPage]] = {}
    for leader in by_office(_leaders([unit.pk for unit in units])):
        by_unit.setdefault(leader.unit_id, []).append(leader)
    both: dict[str, Recipient] = {}
    for unit in units:
        both[unit.code] = found[unit.code]
        for leader in by_unit.get(unit.pk, []):
            both[f"{unit.code}:{leader.pk}"] = Recipient(unit, f"{leader.position} {leader.title}".strip()[:60])
    return both


def _units(request: HttpRequest) -> list[Unit]:
    """Of the site itself; on the portal all, its own first."""
    home = home_of(request)
    if not home.unit.is_portal:
        return [home.unit]
    others = [row.unit for row in group_of(request).homes() if row.home.live and row.unit_id != home.unit_id]
    return [home.unit, *others]


def _leaders(units: list[int]) -> object:
    pages = LeaderPage.objects.filter(unit__in=units, locale=source_locale_id())
    return pages.live().public()


def choices(found: dict[str, Recipient], kind: CaseKind) -> Choices:
    """For a select: leaders below their unit, units below their category."""
    if kind is LEADER_MAILBOX:
        return [(name, list(rows)) for name, rows in _by_unit(found)]
    portal = [(code, _label(row.unit)) for code, row in found.items() if row.unit.is_portal]
    groups: Choices = [*portal]
    for category in UnitCategory:
        rows = [(code, row.unit.name) for code, row in found.items() if row.unit.category == category]
        if rows and category != UnitCategory.PORTAL:
            groups.append((category.label, rows))
    return groups


def _by_unit(found: dict[str, Recipient]) -> Iterator[tuple[str, list[Choice]]]:
    for unit in dict.fromkeys(row.unit for row in found.values()):
        rows = [(code, row.addressee or f"{unit.short_name}领导") for code, row in found.items() if row.unit == unit]
        yield unit.name, rows


def _label(unit: Unit) -> str:
    return f"{unit.name}（不清楚找哪个单位时选这一项）"


def who_screens(fallback: Unit) -> Unit:
    """To whom a complaint goes: never the unit that it is about."""
    return Unit.objects.filter(code=settings.CENTRE_UNIT_CODE).first() or fallback
