"""Permissions follow from appointments: group membership is derived from them, day by day, and never edited by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser, Group
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.http import HttpRequest
from django.utils import timezone

from hub.locks import lock_rows
from hub.models import User
from sites.organisation.capacity import hold_offices
from sites.organisation.enums import CENTRE_OFFICES, WRITING_OFFICES
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation

CENTRE_GROUP = "网络信息中心"
REVIEWERS_GROUP = "领导与审查人员"


class AppointmentBackend(ModelBackend):
    """Loads a user with the rights of today. A right that ended yesterday is gone at the first request of today."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        if user is not None:
            sync_memberships(user)
        return user

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        user = super().get_user(user_id)
        if user is not None and user.memberships_on != (today := timezone.localdate()):
            sync_memberships(user, today)
        return user


def groups_for(user: AbstractBaseUser, day: date) -> set[int]:
    """Keys of the groups that follow from what `user` may act for on a day."""
    rows = Appointment.objects.acted_by(user, day).values_list("office", "unit__unit_site__writers")
    groups: set[int] = set()
    names: set[str] = set()
    for office, writers in rows:
        if office in WRITING_OFFICES and writers is not None:
            groups.add(writers)
        elif office in CENTRE_OFFICES:
            names.add(CENTRE_GROUP)
        elif office not in WRITING_OFFICES:
            names.add(REVIEWERS_GROUP)
    if names:
        groups.update(Group.objects.filter(name__in=names).values_list("pk", flat=True))
    return groups


@transaction.atomic
def sync_memberships(user: AbstractBaseUser, day: date | None = None) -> None:
    """Brings the user's groups in line with the appointments of a day, and notes the day.

    Under the lock of the account: an appointment that ends meanwhile is read here, or forgets what is written here.
    """
    day = day or timezone.localdate()
    lock_rows(User.objects.filter(pk=user.pk))
    wanted = groups_for(user, day)
    if wanted != set(user.groups.values_list("pk", flat=True)):
        user.groups.set(wanted)
    user.memberships_on = day
    get_user_model().objects.filter(pk=user.pk).update(memberships_on=day)


@transaction.atomic
def hold_rights(user: AbstractBaseUser) -> User:
    """`user` as stored now, with the rights of today, which nothing takes away until the transaction ends."""
    held = hold_offices(user)
    sync_memberships(held)
    return held


def remember_people(instance: Appointment | Delegation, **signal: Any) -> None:
    """Whose rights hang on the row as it is stored: nobody else changes it before these are forgotten."""
    rows = type(instance).objects.filter(pk=instance.pk)
    if isinstance(instance, Delegation):  # as hold_offices locks
        lock_rows(Appointment.objects.filter(pk__in=rows.values("appointment")))
    lock_rows(rows)
    instance.people_before = _people_of(rows)


@transaction.atomic
def forget_memberships(instance: Appointment | Delegation, **signal: Any) -> None:
    """The groups of these people, a cache of their appointments, are derived anew when next asked for."""
    people = instance.people_before | _people_of(type(instance).objects.filter(pk=instance.pk))
    accounts = User.objects.filter(pk__in=people)
    lock_rows(accounts)
    accounts.exclude(memberships_on=None).update(memberships_on=None)


def _people_of(rows: QuerySet[Any]) -> set[int]:
    people = ("delegate",) if rows.model is Delegation else ("person", "delegations__delegate")
    return {key for row in rows.values_list(*people) for key in row if key is not None}


def connect() -> None:
    for model in (Appointment, Delegation):
        name = f"memberships_{model.__name__}"
        for before, after in ((pre_save, post_save), (pre_delete, post_delete)):
            before.connect(remember_people, sender=model, dispatch_uid=name)
            after.connect(forget_memberships, sender=model, dispatch_uid=name)
