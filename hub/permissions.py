from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.db.models import Model, QuerySet
from wagtail.models import Site, Task, Workflow
from wagtail.permission_policies.base import BasePermissionPolicy, ModelPermissionPolicy
from wagtail.permissions import register_permission_policy


class NobodyPermissionPolicy(BasePermissionPolicy):
    """For what the system itself keeps: nobody changes it in the admin, superusers included."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return False

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[AbstractBaseUser]:
        return get_user_model()._default_manager.none()

    def instances_user_has_any_permission_for(self, user: AbstractBaseUser, actions: Iterable[str]) -> QuerySet[Model]:
        return self.model._default_manager.none()

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Model
    ) -> QuerySet[AbstractBaseUser]:
        return get_user_model()._default_manager.none()


class OnlyPolicy(ModelPermissionPolicy):
    """Django's permissions, of which only some actions exist at all: what is written elsewhere is only read here."""

    def __init__(self, model: type[Model], actions: Iterable[str]) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return action in self.actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: AbstractBaseUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def register_policies() -> None:
    """For models of Django's and Wagtail's."""
    # Made and kept by the system: groups by appointments, sites and workflows by provisioning.
    for model in (Group, Site, Task, Workflow):
        register_permission_policy(model, NobodyPermissionPolicy(model))
    # Who has acted here stays on record: an account is closed, not deleted.
    user = get_user_model()
    register_permission_policy(user, OnlyPolicy(user, {"add", "change", "view"}))
