from __future__ import annotations

from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    name = "sites.approval"
    verbose_name = "审批"
    default_auto_field = "django.db.models.BigAutoField"
    centre_permissions = ("view_ledgerentry",)

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from sites.approval.startup import register_signal_handlers

        register_signal_handlers(self)
