"""Who sorts the comments on a consultation: who answers letters or writes for its unit. Its leaders read them.

One place: lists and single comments ask the same.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from inquiry.models.consultation_page import ConsultationPage
from sites.organisation.capacity import capacity_at_centre, capacity_in, offices_at_centre, units_of
from sites.organisation.enums import CENTRE_OFFICES, LEADING_OFFICES, Office, UnitCategory
from sites.organisation.models.appointment import Appointment

SORTING_OFFICES = frozenset({Office.CASE_OFFICER, Office.EDITOR})


def consultations_seen_by(user: AbstractBaseUser) -> QuerySet[ConsultationPage]:
    """Those of the own units; at the centre those of the portal, for which it writes."""
    if not user.is_active:
        return ConsultationPage.objects.none()
    found = ConsultationPage.objects.filter(unit__in=units_of(user, SORTING_OFFICES | LEADING_OFFICES))
    if offices_at_centre(user) & CENTRE_OFFICES:
        found = found | ConsultationPage.objects.filter(unit__category=UnitCategory.PORTAL)
    return found.filter(first_published_at__isnull=False)


def sorter(user: AbstractBaseUser, consultation: ConsultationPage) -> Appointment | None:
    """The appointment by which the user may sort its comments today; None: the user may not."""
    if not user.is_active or consultation.unit is None:
        return None
    if (held := capacity_in(user, SORTING_OFFICES, consultation.unit)) is not None:
        return held
    return capacity_at_centre(user, CENTRE_OFFICES) if consultation.unit.is_portal else None


def has_consultations(user: AbstractBaseUser) -> bool:
    if not user.is_active:
        return False
    return bool(units_of(user, SORTING_OFFICES | LEADING_OFFICES) or offices_at_centre(user) & CENTRE_OFFICES)
