"""Who sees and keeps trees: the centre sees all, a unit's writers keep their own. Nobody deletes one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.permissions import register_permission_policy

from hub.permissions import OnlyPolicy
from sites.organisation.enums import WRITING_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from tests.testapp.models.tree import Tree

KEEPS = frozenset({"view", "add", "change"})


def units_of(user: AbstractBaseUser, offices: Collection[Office] = WRITING_OFFICES) -> set[int]:
    """Keys of the units in which the user holds one of `offices` today, or acts for its holder."""
    return set(Appointment.objects.acted_by(user).of_offices(offices).values_list("unit", flat=True))


class TreePolicy(OnlyPolicy):
    def __init__(self) -> None:
        super().__init__(Tree, KEEPS)

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return self.has_for_all(user, action) or (action in KEEPS and bool(units_of(user)))

    def user_has_permission_for_instance(self, user: AbstractBaseUser, action: str, instance: Tree) -> bool:
        return self.has_for_all(user, action) or (action in KEEPS and instance.unit_id in units_of(user))

    def instances_user_has_any_permission_for(self, user: AbstractBaseUser, actions: Any) -> Any:
        if any(self.has_for_all(user, action) for action in actions):
            return Tree.objects.all()
        return Tree.objects.filter(unit__in=units_of(user))

    def has_for_all(self, user: AbstractBaseUser, action: str) -> bool:
        """By the centre's rights, which say nothing of units."""
        return super().user_has_permission(user, action)


def register() -> None:
    register_permission_policy(Tree, TreePolicy())
