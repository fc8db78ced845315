"""Wagtail's user administration, with our own viewset (no groups: permissions follow from appointments)."""

from __future__ import annotations

from wagtail.users.apps import WagtailUsersAppConfig


class GroupUsersConfig(WagtailUsersAppConfig):
    user_viewset = "hub.users.GroupUserViewSet"

    def ready(self) -> None:
        super().ready()
        # Late: models are there once all apps are loaded.
        from hub.permissions import register_policies

        register_policies()
