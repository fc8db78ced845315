from __future__ import annotations

from django.apps import AppConfig


class TestAppConfig(AppConfig):
    name = "tests.testapp"
    label = "testapp"
    verbose_name = "古树名木"
    default_auto_field = "django.db.models.BigAutoField"
    centre_permissions = ("view_tree",)

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from tests.testapp.startup import register_signal_handlers

        register_signal_handlers(self)
