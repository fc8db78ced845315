"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from hub import cache_identity, calendar, checks, text_fields, wagtail_patches  # noqa: F401  they register system checks


def register_signal_handlers(config: AppConfig) -> None:
    calendar.connect()
    cache_identity.connect(config)
    text_fields.connect()
