"""Who answers for a unit's part of the catalogue (Art. 8): its supervising leader and information officers of today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from hub.models import User
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation

ANSWERING_OFFICES = (Office.SUPERVISING_LEADER, Office.INFORMATION_OFFICER)


@dataclass
class Answering:
    """The people of one unit by office, and who acts for them today."""

    appointments: list[Appointment] = field(default_factory=list)

    def of_office(self, office: Office) -> list[Appointment]:
        return [row for row in self.appointments if row.office == office]

    @property
    def leaders(self) -> str:
        return names(self.of_office(Office.SUPERVISING_LEADER))

    @property
    def officers(self) -> str:
        return names(self.of_office(Office.INFORMATION_OFFICER))

    @property
    def people(self) -> list[User]:
        """Everybody to be told: the holders, and who acts for them today."""
        found: dict[int, User] = {}
        for row in self.appointments:
            for person in (row.person, *(delegation.delegate for delegation in row.delegations.all())):
                if person.is_active:
                    found[person.pk] = person
        return list(found.values())


def names(appointments: Collection[Appointment]) -> str:
    """For instance 张三、李四（王五代理）."""
    written = []
    for row in appointments:
        acting = "、".join(str(delegation.delegate) for delegation in row.delegations.all())
        written.append(f"{row.person}（{acting}代理）" if acting else str(row.person))
    return "、".join(written)


def answering_people(units: Collection[int], today: date) -> dict[int, Answering]:
    """By the key of the unit. Two queries, whatever the number of units."""
    acting = Delegation.objects.effective(today).select_related("delegate")
    rows = Appointment.objects.current(today).of_offices(ANSWERING_OFFICES).filter(unit__in=units)
    rows = rows.select_related("person").prefetch_related(Prefetch("delegations", acting))
    found = {unit: Answering() for unit in units}
    for row in rows.order_by("office", "pk"):
        found[row.unit_id].appointments.append(row)
    return found
