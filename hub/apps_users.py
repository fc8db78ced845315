"""Wagtail's user administration, with our own viewset (no groups: permissions follow from appointments)."""

from __future__ import annotations

from wagtail.users.apps import WagtailUsersAppConfig


class GroupUsersConfig(WagtailUsersAppConfig):
    user_viewset = "hub.users.GroupUserViewSet"

    def ready(self) -> None:
        super().ready()
        from django.contrib.auth import get_user_model
        from django.contrib.auth.models import Group
        from wagtail.models import Site, Task, Workflow
        from wagtail.permissions import register_permission_policy

        from hub.permissions import NobodyPermissionPolicy, OnlyPolicy

        # Made and kept by the system: groups by appointments, sites and workflows by provisioning.
        for model in (Group, Site, Task, Workflow):
            register_permission_policy(model, NobodyPermissionPolicy(model))
        # Who has acted here stays on record: an account is closed, not deleted.
        user = get_user_model()
        register_permission_policy(user, OnlyPolicy(user, {"add", "change", "view"}))
