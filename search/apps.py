from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "站内搜索"
    default_auto_field = "django.db.models.BigAutoField"
    # What the centre may do with this app's models (sites.organisation.rights).
    centre_permissions = (
        "view_synonym", "add_synonym", "change_synonym", "delete_synonym",
        "view_bestbet", "add_bestbet", "change_bestbet", "delete_bestbet",
    )  # fmt: skip

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from search.startup import register_signal_handlers

        register_signal_handlers(self)
