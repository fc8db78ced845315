from __future__ import annotations

from django.apps import AppConfig


class OpenCatConfig(AppConfig):
    name = "opencat"
    verbose_name = "公开目录"
    default_auto_field = "django.db.models.BigAutoField"
    # What the centre may do with this app's models (sites.organisation.rights).
    centre_permissions = ("view_category", "add_category", "change_category", "view_catalogueentry")

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from opencat.startup import register_signal_handlers

        register_signal_handlers(self)
