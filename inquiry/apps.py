from __future__ import annotations

from django.apps import AppConfig


class InquiryConfig(AppConfig):
    name = "inquiry"
    verbose_name = "互动交流"
    default_auto_field = "django.db.models.BigAutoField"
    centre_permissions = (
        "view_feeprice", "add_feeprice", "change_feeprice", "delete_feeprice",
        "view_hotquestion", "add_hotquestion", "change_hotquestion", "delete_hotquestion",
    )  # fmt: skip

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from inquiry.startup import register_signal_handlers

        register_signal_handlers(self)
