"""In which capacity people act: an office of their own that day, or one they stand in for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from hub.locks import lock_rows
from hub.models import User
from sites.organisation.enums import APPROVING_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.organisation.models.unit import Unit


def people_of(appointments: QuerySet[Appointment], day: date | None = None) -> QuerySet[AbstractBaseUser]:
    """The active people who may act for `appointments` on a day: their holders and the day's delegates."""
    day = day or timezone.localdate()
    delegates = Delegation.objects.effective(day).filter(appointment__in=appointments).values("delegate")
    return (
        get_user_model()
        .objects.filter(Q(pk__in=appointments.values("person")) | Q(pk__in=delegates), is_active=True)
        .order_by("pk")
    )


def capacity_in(user: AbstractBaseUser, offices: Iterable[Office], unit: Unit) -> Appointment | None:
    """The appointment under which `user` holds one of `offices` in `unit` today, or acts for its holder.

    An own one before a delegated one: who decides in the own right is not recorded as somebody's delegate.
    """
    acted = Appointment.objects.acted_by(user).of_offices(list(offices)).filter(unit=unit).select_related("person")
    return min(acted, key=lambda row: (row.person_id != user.pk, row.pk), default=None)


def hold_offices(user: AbstractBaseUser) -> User:
    """`user` as stored now. What the user's capacities follow from stays as it is until the transaction ends.

    In this order, as a change does it: appointments, delegations, and the account that each change of them locks.
    """
    delegations = Delegation.objects.filter(delegate=user)
    acted = Q(person=user) | Q(pk__in=delegations.values("appointment"))
    for rows in (Appointment.objects.filter(acted), delegations, User.objects.filter(pk=user.pk)):
        lock_rows(rows)
    return User.objects.get(pk=user.pk)


def units_of(user: AbstractBaseUser, offices: Iterable[Office]) -> set[int]:
    """Keys of the units in which the user holds one of `offices` today, or acts for its holder."""
    return set(Appointment.objects.acted_by(user).of_offices(list(offices)).values_list("unit", flat=True))


def approves(user: AbstractBaseUser) -> bool:
    """Whether `user` may decide today what others wrote, in an office of the own or for its holder."""
    return Appointment.objects.acted_by(user).of_offices(APPROVING_OFFICES).exists()


def people_of_centre(offices: Iterable[Office]) -> QuerySet[AbstractBaseUser]:
    """Who may act today in one of these offices of the centre."""
    held = Appointment.objects.current().of_offices(list(offices))
    return people_of(held.filter(unit__code=settings.CENTRE_UNIT_CODE))


def offices_at_centre(user: AbstractBaseUser) -> set[str]:
    """Of today, delegated ones included. Flags and groups give none."""
    held = Appointment.objects.acted_by(user).filter(unit__code=settings.CENTRE_UNIT_CODE)
    return set(held.values_list("office", flat=True))


def is_security_officer(user: AbstractBaseUser) -> bool:
    """Of the centre: who alone reads who signed in, and may end anybody's sign-ins. By appointment only."""
    return user.is_active and Office.SECURITY_OFFICER in offices_at_centre(user)
