from __future__ import annotations

from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    name = "sites.approval"
    verbose_name = "审批"
    default_auto_field = "django.db.models.BigAutoField"
    centre_permissions = ("view_ledgerentry",)

    def ready(self) -> None:
        # Late: models are there once all apps are loaded.
        from sites.approval import due_dates, gate, notifications

        gate.connect()
        due_dates.connect()
        notifications.replace_wagtail_mail()
