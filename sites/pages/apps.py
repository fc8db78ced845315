from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "sites.pages"
    verbose_name = "页面"
    default_auto_field = "django.db.models.BigAutoField"
    centre_permissions = (
        "view_trustedhost", "add_trustedhost", "change_trustedhost", "delete_trustedhost",
        "view_partnerlink", "add_partnerlink", "change_partnerlink", "delete_partnerlink",
    )  # fmt: skip

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from sites.pages.startup import register_signal_handlers

        register_signal_handlers(self)
