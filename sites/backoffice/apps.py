from __future__ import annotations

from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "sites.backoffice"
    verbose_name = "后台"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from sites.backoffice.startup import register_signal_handlers

        register_signal_handlers(self)
