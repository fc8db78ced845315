"""Permissions follow from appointments: group membership is derived from them, day by day, and never edited by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser, Group
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils import timezone

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


def sync_memberships(user: AbstractBaseUser, day: date | None = None) -> None:
    """Brings the user's groups in line with the appointments of a day, and notes the day."""
    day = day or timezone.localdate()
    wanted = groups_for(user, day)
    if wanted != set(user.groups.values_list("pk", flat=True)):
        user.groups.set(wanted)
    user.memberships_on = day
    get_user_model().objects.filter(pk=user.pk).update(memberships_on=day)


def forget_memberships(**signal: Any) -> None:
    """An appointment or delegation changed: everybody's groups, a cache of them, are derived anew when next asked."""
    get_user_model().objects.exclude(memberships_on=None).update(memberships_on=None)


def connect() -> None:
    for model in (Appointment, Delegation):
        post_save.connect(forget_memberships, sender=model, dispatch_uid=f"memberships_{model.__name__}_save")
        post_delete.connect(forget_memberships, sender=model, dispatch_uid=f"memberships_{model.__name__}_delete")
