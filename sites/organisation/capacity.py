"""In which capacity people act: an office of their own that day, or one they stand in for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from hub.locks import lock_rows
from hub.models import User
from sites.organisation.enums import APPROVING_OFFICES, LEADING_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.organisation.models.unit import Unit


class Held(NamedTuple):
    office: str
    unit: int
    unit_code: str


_read: ContextVar[dict[int, frozenset[Held]] | None] = ContextVar("offices_read_once", default=None)


@contextmanager
def offices_read_once() -> Iterator[None]:
    """Meanwhile each person's offices are read once. For requests that only read: nobody decides by them."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def offices_held(user: AbstractBaseUser) -> frozenset[Held]:
    """What `user` holds today, or acts in for its holder. Flags and groups give nothing."""
    read = _read.get()
    if read is not None and user.pk in read:
        return read[user.pk]
    rows = Appointment.objects.acted_by(user).order_by().values_list("office", "unit", "unit__code")
    held = frozenset(Held(*row) for row in rows)
    if read is not None:
        read[user.pk] = held
    return held


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


def capacity_at_centre(user: AbstractBaseUser, offices: Iterable[Office]) -> Appointment | None:
    """As `capacity_in`, in the centre; None as well where there is none yet."""
    centre = Unit.objects.filter(code=settings.CENTRE_UNIT_CODE).first()
    return capacity_in(user, offices, centre) if centre is not None else None


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
    wanted = set(offices)
    return {held.unit for held in offices_held(user) if held.office in wanted}


def approves(user: AbstractBaseUser) -> bool:
    """Whether `user` may decide today what others wrote, in an office of the own or for its holder."""
    return any(held.office in APPROVING_OFFICES for held in offices_held(user))


def people_leading(unit: Unit) -> QuerySet[AbstractBaseUser]:
    """Who may act today as a leader of the unit."""
    return people_of(Appointment.objects.current().of_offices(LEADING_OFFICES).filter(unit=unit))


def people_of_centre(offices: Iterable[Office]) -> QuerySet[AbstractBaseUser]:
    """Who may act today in one of these offices of the centre."""
    held = Appointment.objects.current().of_offices(list(offices))
    return people_of(held.filter(unit__code=settings.CENTRE_UNIT_CODE))


def offices_at_centre(user: AbstractBaseUser) -> set[str]:
    """Of today, delegated ones included. Flags and groups give none."""
    return {held.office for held in offices_held(user) if held.unit_code == settings.CENTRE_UNIT_CODE}


def is_security_officer(user: AbstractBaseUser) -> bool:
    """Of the centre: who alone reads who signed in, and may end anybody's sign-ins. By appointment only."""
    return user.is_active and Office.SECURITY_OFFICER in offices_at_centre(user)
