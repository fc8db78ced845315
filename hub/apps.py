from __future__ import annotations

from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "hub"
    verbose_name = "平台"
    default_auto_field = "django.db.models.BigAutoField"
    # What the centre may do with this app's models (sites.organisation.rights).
    centre_permissions = (
        "view_calendarday", "add_calendarday", "change_calendarday", "delete_calendarday",
        "view_legalterm", "add_legalterm", "change_legalterm", "view_user", "add_user", "change_user",
        "view_outboxmessage", "view_auditevent", "view_scheduledjob",
        "view_scriptcorrection", "add_scriptcorrection", "change_scriptcorrection", "delete_scriptcorrection",
    )  # fmt: skip

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from hub.startup import register_signal_handlers

        register_signal_handlers(self)
