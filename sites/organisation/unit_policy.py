"""Rights on what belongs to a unit: its writers keep it, the centre has what its own rights say, nobody deletes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet

from hub.permissions import OnlyPolicy
from sites.organisation.capacity import units_of
from sites.organisation.enums import WRITING_OFFICES

KEEPS = frozenset({"view", "add", "change"})


class UnitPolicy(OnlyPolicy):
    """For a model with a `unit`. Deleting what is public is a leader's decision (`sites.approval.removals`)."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model, KEEPS)

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return self._has_for_all(user, action) or (action in KEEPS and bool(units_of(user, WRITING_OFFICES)))

    def user_has_permission_for_instance(self, user: AbstractBaseUser, action: str, instance: Any) -> bool:
        return self._has_for_all(user, action) or (
            action in KEEPS and instance.unit_id in units_of(user, WRITING_OFFICES)
        )

    def instances_user_has_any_permission_for(
        self, user: AbstractBaseUser, actions: Iterable[str]
    ) -> QuerySet[Any, Any]:
        if any(self._has_for_all(user, action) for action in actions):
            return self.model._default_manager.all()
        return self.model._default_manager.filter(unit__in=units_of(user, WRITING_OFFICES))

    def _has_for_all(self, user: AbstractBaseUser, action: str) -> bool:
        """By Django's permissions, which say nothing of units."""
        return super().user_has_permission(user, action)
