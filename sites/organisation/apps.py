from __future__ import annotations

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "sites.organisation"
    verbose_name = "单位与职责"
    default_auto_field = "django.db.models.BigAutoField"
    # What the centre may do with this app's models, and those of Wagtail's that no app of ours owns.
    centre_permissions = (
        "view_unit", "add_unit", "change_unit", "view_appointment", "add_appointment", "change_appointment",
        "view_unitsite", "add_unitsite", "change_unitsite",
    )  # fmt: skip

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from sites.organisation.startup import register_signal_handlers

        register_signal_handlers(self)
