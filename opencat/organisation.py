"""Who leads a unit (Art. 14(1), Art. 15(1)): from units and appointments, so that no page can say otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.models import Page

from sites.organisation.enums import UnitCategory
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.pages.models.group_page import GroupPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.translation.locales import source_locale_id

SOURCE = "任职登记"


@dataclass(frozen=True)
class Leader:
    """A leader as the public sees one. `profile` is the profile on the unit's own site, if there is a public one."""

    name: str
    office: str
    title: str
    duties: str
    profile: LeaderPage | None


@dataclass(frozen=True)
class Disagreement:
    """A public profile that says other than the appointments; `problems` by field, in Chinese."""

    page: LeaderPage
    problems: dict[str, str]


def leading_appointments() -> QuerySet[Appointment]:
    """Today's holders of the leading offices, the principal leaders first. Other offices are nobody's business."""
    return Appointment.objects.current().leading().select_related("person")


def leaders_of(unit: Unit) -> list[Leader]:
    """Two queries. Who holds both offices is named once."""
    rows = list(leading_appointments().filter(unit=unit))
    names = {row.person.get_full_name() for row in rows}
    pages = LeaderPage.objects.live().public().filter(unit=unit, locale=source_locale_id(), title__in=names)
    profiles = {page.title: page for page in pages.order_by("-path")}
    found: dict[int, Leader] = {}
    for row in rows:
        name = row.person.get_full_name()
        if name and row.person_id not in found:
            office = str(row.get_office_display())
            found[row.person_id] = Leader(name, office, row.title, row.duties, profiles.get(name))
    return list(found.values())


def units_by_category(units: Iterable[Unit]) -> list[tuple[str, list[Unit]]]:
    """All units under the names of the categories, in the order of the site-group navigation."""
    sections: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        sections[unit.category].append(unit)
    return [(str(each.label), sections[each]) for each in UnitCategory if each in sections]


def missing_in_profile(page: GroupPage, column: Page | None) -> dict[str, str]:
    """What keeps a leader's profile from being sent for approval (hook `missing_elements`)."""
    if not isinstance(page, LeaderPage) or page.is_translation or page.unit is None:
        return {}
    return profile_problems(page, leading_appointments().filter(unit=page.unit))


def profile_problems(page: LeaderPage, appointments: Iterable[Appointment]) -> dict[str, str]:
    """Where a profile disagrees with today's appointments of its unit. A title that nobody filled in is no title."""
    own = [row for row in appointments if row.person.get_full_name() == page.title.strip()]
    if not own:
        return {"title": f"“{page.title}”现在没有担任本单位的主要领导或分管领导，与{SOURCE}不一致。"}
    titles = [row.title.strip() for row in own if row.title.strip()]
    if len(titles) == len(own) and page.position.strip() not in titles:
        return {"position": f"{SOURCE}的职务是“{'、'.join(titles)}”，请改为一致，或者请网络信息中心更正登记。"}
    return {}


def disagreeing_profiles() -> list[Disagreement]:
    """Public profiles that no longer agree with the appointments, by unit: an office ended, a title changed."""
    by_unit: dict[int, list[Appointment]] = defaultdict(list)
    for row in leading_appointments():
        by_unit[row.unit_id].append(row)
    pages = LeaderPage.objects.live().filter(locale=source_locale_id()).select_related("unit")
    found = []
    for page in pages.order_by("unit__sort_order", "unit__code", "path"):
        if page.unit_id is not None and (problems := profile_problems(page, by_unit[page.unit_id])):
            found.append(Disagreement(page, problems))
    return found
