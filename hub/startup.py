"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from hub import (
    admin_host,  # noqa: F401  registers system checks
    cache_identity,
    calendar,
    checks,  # noqa: F401
    text_fields,
    wagtail_patches,  # noqa: F401
)
from hub.accounts import avatars, records
from hub.accounts.sessions import actions as sessions


def register_signal_handlers(config: AppConfig) -> None:
    calendar.connect()
    cache_identity.connect(config)
    records.connect()
    avatars.connect()
    sessions.connect()
    text_fields.connect()
