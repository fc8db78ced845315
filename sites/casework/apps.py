from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "sites.casework"
    verbose_name = "办件"
    default_auto_field = "django.db.models.BigAutoField"
    centre_permissions = ("view_privacynotice", "add_privacynotice", "change_privacynotice")

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from sites.casework.startup import register_signal_handlers

        register_signal_handlers(self)
