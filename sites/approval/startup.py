"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from sites.approval import (
    checks,  # noqa: F401  registers system checks
    due_dates,
    gate,
    notifications,
    schedules,
    shown_files,
)


def register_signal_handlers(config: AppConfig) -> None:
    gate.connect()
    due_dates.connect()
    schedules.connect()
    shown_files.connect()
    notifications.replace_wagtail_mail()
