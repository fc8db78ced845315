"""Whom a complaint is about: they never see it, and decide nothing of it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet

from sites.casework.models.case import Case, CaseQuerySet
from sites.organisation.capacity import offices_held, people_of
from sites.organisation.models.appointment import Appointment


def people_excluded(case: Case) -> set[int]:
    """Keys of the people complained of, and of all who hold an office in a unit complained of, or stand in there."""
    people = set(case.complained_people.values_list("pk", flat=True))
    units = list(case.complained_units.values_list("pk", flat=True))
    if units:
        of_units = Appointment.objects.current().filter(unit__in=units)
        people.update(people_of(of_units).values_list("pk", flat=True))
    return people


def is_excluded(user: AbstractBaseUser, case: Case) -> bool:
    units = {held.unit for held in offices_held(user)}
    return case.complained_people.filter(pk=user.pk).exists() or case.complained_units.filter(pk__in=units).exists()


def without_excluded(cases: CaseQuerySet | QuerySet[Case], user: AbstractBaseUser) -> QuerySet[Case]:
    """Those that are not about the user, or a unit in which the user holds an office."""
    through_people, through_units = Case.complained_people.through, Case.complained_units.through
    units = {held.unit for held in offices_held(user)}
    return cases.filter(
        ~Exists(through_people.objects.filter(case=OuterRef("pk"), user=user.pk)),
        ~Exists(through_units.objects.filter(case=OuterRef("pk"), unit__in=units)),
    )
